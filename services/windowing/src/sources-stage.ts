import type { SourceSilentAlert, Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { alertRecord } from './alert-record.ts'
import { silencesAhead } from './domain/sources/silences-ahead.ts'
import { needsPublishedSilences } from './domain/sources/sources-meta.ts'
import { openSources, type SourcesPartition } from './domain/sources/sources-partition.ts'
import type { OpenedStage } from './stage.ts'
import { type ReadPublished, readToldInTopic } from './told-in-topic.ts'

/** Who wants to know, for metrics. */
export type SourcesReport = {
  readonly opened: (sources: SourcesPartition) => void
  readonly emitted: (alert: SourceSilentAlert) => void
}

/** What ingest heard, and ticks → versions of source-silent alerts. */
export const openSourcesStage = async (
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: ReadPublished<SourceSilentAlert>,
  stored: ReadonlyMap<string, string>,
  report: SourcesReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublishedSilences(stored)
  const topic = await readToldInTopic({ stored, known: !hasReadMore, aheadOf: silencesAhead }, readPublished)
  const sources = openSources(stored, topic.versions, topic.ahead)
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
        return { records, change: sources.isCaughtUp() ? topic.note(outcome.change) : outcome.change }
      },
      produced: topic.produced,
      isDue: sources.isDue,
    },
  }
}
