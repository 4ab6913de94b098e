import type { MassArrivalAlert, Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import { aheadOf, collectPublished, type GroupsPartition, needsPublished, openGroups } from '@landfall/mass-arrivals'
import { alertRecord } from './alert-record.ts'
import type { WatchedAreas } from './load-areas.ts'
import type { OpenedStage } from './stage.ts'
import { type ReadPublished, readToldInTopic } from './told-in-topic.ts'

/** Who wants to know, for metrics. */
export type GroupsReport = {
  readonly opened: (groups: GroupsPartition) => void
  readonly emitted: (alert: MassArrivalAlert) => void
  readonly unreadable: (records: number) => void
}

/** Arrivals by area → alert versions. */
export const openGroupsStage = async (
  { areas, configHash }: WatchedAreas,
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: ReadPublished<MassArrivalAlert>,
  stored: ReadonlyMap<string, string>,
  report?: GroupsReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublished(stored)
  const topic = await readToldInTopic({ stored, known: !hasReadMore, aheadOf }, readPublished)
  const groups = openGroups({ areas, configHash }, stored, collectPublished(topic.versions), topic.ahead)
  report?.opened(groups)
  return {
    isKept: true,
    hasReadMore,
    stage: {
      fold: (batch) => {
        const outcome = groups.fold(batch)
        for (const { alert } of outcome.alerts) report?.emitted(alert)
        report?.unreadable(outcome.unreadable)
        return {
          records: outcome.alerts.map(({ alert, loggedAtMs }) =>
            alertRecord(alerts.name, alert, `/landfall/areas/${alert.areaId}`, loggedAtMs),
          ),
          change: groups.isCaughtUp() ? topic.note(outcome.change) : outcome.change,
        }
      },
      produced: topic.produced,
      isDue: groups.isDue,
    },
  }
}
