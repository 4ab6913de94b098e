import type { MassArrivalAlert, Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import {
  collectPublished,
  type GroupsPartition,
  needsPublished,
  openGroups,
  type PublishedAlert,
} from '@landfall/mass-arrivals'
import { alertRecord } from './alert-record.ts'
import type { Watch } from './load-areas.ts'
import type { OpenedStage } from './stage.ts'

export type ReadPublished = () => Promise<Parameters<typeof collectPublished>[0]>

/** Who wants to know, for metrics. */
export type GroupsReport = {
  readonly opened: (groups: GroupsPartition) => void
  readonly emitted: (alert: MassArrivalAlert) => void
  readonly unreadable: (records: number) => void
}

/** Arrivals by area → alert versions. Reads the published alerts only where nothing is stored of them. */
export const openGroupsStage = async (
  { areas, configHash }: Watch,
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: ReadPublished,
  stored: ReadonlyMap<string, string>,
  report?: GroupsReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublished(stored)
  const published: readonly PublishedAlert[] = hasReadMore ? collectPublished(await readPublished()) : []
  const groups = openGroups({ areas, configHash }, stored, published)
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
          change: outcome.change,
        }
      },
      isDue: groups.isReviewDue,
    },
  }
}
