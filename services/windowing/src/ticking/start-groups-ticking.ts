import { type ArrivalsTick, arrivalsTickKey } from '@landfall/contracts'
import { type GroupsState, VERSION_BUCKET_MS, waitingAreaId } from '@landfall/mass-arrivals'
import { startTicking, type Ticking, type TickProducer } from './start-ticking.ts'

/** A pending change waits until its bucket has ended, and for one of these. */
const GROUPS_TICK_MS = VERSION_BUCKET_MS / 2

/**
 * Lets time go on in a partition of the arrivals topic while a change of an alert waits there, or alerts whose log was lost. `state`: of the partition;
 * undefined while it is not open, or emits nothing.
 */
export const startGroupsTicking = (
  producer: TickProducer,
  { topic, partition }: { readonly topic: string; readonly partition: number },
  state: () => GroupsState | undefined,
): Ticking => {
  const value = JSON.stringify({ type: 'tick' } satisfies ArrivalsTick)
  return startTicking(producer, GROUPS_TICK_MS, () => {
    const now = state()
    const areaId = now && waitingAreaId(now)
    return areaId === undefined ? undefined : { topic, key: arrivalsTickKey(areaId), partition, value }
  })
}
