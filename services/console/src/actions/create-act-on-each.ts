import type { AlertView } from '@landfall/contracts'
import type { Store } from '../state/create-store.ts'
import { type ActionResponse, type PostedAction, rest } from '../state/rest.ts'
import type { State } from '../state/state.ts'

/** How many requests are under way at a time: a browser keeps about as many connections to one host. */
const AT_ONCE = 4

export type ActOnEach = (
  actions: readonly PostedAction[],
  onResult: (action: PostedAction, result: ActionResponse) => void,
  signal: AbortSignal,
) => Promise<void>

type Deps = { readonly store: Store<State>; readonly replace: (alert: AlertView) => void }

/** Sends several actions, each of its own: under its own key, on the version that was seen. Those not yet sent are dropped on abort. */
export const createActOnEach =
  ({ store: { get, update }, replace }: Deps): ActOnEach =>
  async (actions, onResult, signal) => {
    if (get().busy) return
    update((state) => ({ ...state, busy: true, answer: null }))
    const waiting = [...actions]
    const sendNext = async (): Promise<void> => {
      for (let action = waiting.shift(); action !== undefined && !signal.aborted; action = waiting.shift()) {
        const before = get().alerts.get(action.alertId)
        const result = await rest.postAction(action)
        // If the feed has updated the alert since, it knows at least as much.
        if ('alert' in result && get().alerts.get(action.alertId) === before) replace(result.alert)
        onResult(action, result)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, sendNext))
    update((state) => ({ ...state, busy: false }))
  }
