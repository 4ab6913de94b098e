import type { MassArrivalAlert, Topics } from '@landfall/contracts'
import type { OutRecord } from '@landfall/kafka'
import {
  aheadOf,
  collectPublished,
  type GroupsPartition,
  needsPublished,
  openGroups,
  type StateChange,
  TOLD_KEY,
} from '@landfall/mass-arrivals'
import { alertRecord } from './alert-record.ts'
import type { Watch } from './load-areas.ts'
import type { Positions, Published } from './read-published.ts'
import type { OpenedStage } from './stage.ts'

/** From these positions on; all there is where none are given. */
export type ReadPublished = (from?: Positions) => Promise<Published<MassArrivalAlert>>

/** Who wants to know, for metrics. */
export type GroupsReport = {
  readonly opened: (groups: GroupsPartition) => void
  readonly emitted: (alert: MassArrivalAlert) => void
  readonly unreadable: (records: number) => void
}

/**
 * Arrivals by area → alert versions. What stands in the alerts topic comes first: all of it is read where nothing is
 * stored of it, else what came after the state was stored, which is nothing but for a crash or a backup.
 */
export const openGroupsStage = async (
  { areas, configHash }: Watch,
  { alerts }: Pick<Topics, 'alerts'>,
  readPublished: ReadPublished,
  stored: ReadonlyMap<string, string>,
  report?: GroupsReport,
): Promise<OpenedStage<OutRecord>> => {
  const hasReadMore = needsPublished(stored)
  const recent = await readPublished(hasReadMore ? undefined : readTold(stored))
  const ahead = stored.size === 0 ? [] : aheadOf(stored, recent.versions)
  const all = hasReadMore || ahead.length === 0 ? recent : await readPublished()
  const groups = openGroups({ areas, configHash }, stored, collectPublished(all.versions), ahead)
  report?.opened(groups)
  const told = new Map(all.positions)
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
          change: groups.isCaughtUp() ? noteTold(outcome.change, told) : outcome.change,
        }
      },
      produced: (sent) => {
        for (const { partition, offset } of sent) {
          if (offset !== null) told.set(partition, Math.max(offset + 1, told.get(partition) ?? 0))
        }
      },
      isDue: groups.isDue,
    },
  }
}

const readTold = (stored: ReadonlyMap<string, string>): Positions =>
  new Map(JSON.parse(stored.get(TOLD_KEY) ?? '[]') as [number, number][])

const noteTold = ({ puts, deletes }: StateChange, told: Positions): StateChange => ({
  puts: new Map([...puts, [TOLD_KEY, JSON.stringify([...told])]]),
  deletes,
})
