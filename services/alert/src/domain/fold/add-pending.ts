import type { List } from 'immutable'
import type { AlertAction } from '../alert-action.ts'

/** Actions in the order of the log, persistent. `leastFrom`: the lowest version that this one or a later one names. */
export type PendingActions = List<{ readonly action: AlertAction; readonly leastFrom: number }>

/** With one more at the end. */
export const addPending = (pending: PendingActions, action: AlertAction): PendingActions => {
  const { expectedVersion } = action
  return pending.push({ action, leastFrom: expectedVersion }).withMutations((grown) => {
    // Actions name versions in about their order, so this seldom goes far.
    for (let at = grown.size - 2; at >= 0; at -= 1) {
      const held = grown.get(at)
      if (held === undefined || held.leastFrom <= expectedVersion) return
      grown.set(at, { ...held, leastFrom: expectedVersion })
    }
  })
}
