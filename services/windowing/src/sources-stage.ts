import type { SourceSilentAlert, Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { alertRecord } from './alert-record.ts'
import { needsPublishedSilences } from './domain/sources/sources-meta.ts'
import { openSources, type SourcesPartition } from './domain/sources/sources-partition.ts'
import type { OpenedStage } from './stage.ts'

/** Who wants to know, for metrics. */
export type SourcesReport = {
  readonly opened: (sources: SourcesPartition) => void
  readonly emitted: (alert: SourceSilentAlert) => void
}

/** What ingest heard, and ticks → versions of source-silent alerts. */
export const openSourcesStage = async (
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: () => Promise<readonly SourceSilentAlert[]>,
  stored: ReadonlyMap<string, string>,
  report: SourcesReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublishedSilences(stored)
  const sources = openSources(stored, hasReadMore ? await readPublished() : [])
  report.opened(sources)
  return {
    isKept: true,
    hasReadMore,
    stage: {
      fold: (batch) => {
        const outcome = sources.fold(batch)
        for (const { alert } of outcome.alerts) report.emitted(alert)
        const records = outcome.alerts.map(({ alert, loggedAtMs }) =>
          alertRecord(alerts.name, alert, `/landfall/sources/${encodeURIComponent(alert.source.id)}`, loggedAtMs),
        )
        return { records, change: outcome.change }
      },
      isDue: sources.isDue,
    },
  }
}
