import type { AlertView } from '@landfall/contracts'
import type { Store } from '../state/create-store.ts'
import { type ActionResponse, type PostedAction, rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { ActionAnswer, Dialog, State } from '../state/state.ts'
import { answerWords } from './answer-words.ts'

type ActDeps = {
  readonly store: Store<State>
  readonly replace: (alert: AlertView) => void
  readonly fetchHistory: (alertId: string) => Promise<void>
}

/** Sends one action at a time, ticks apart, then shows and announces its result. */
export const createAct =
  ({ store: { get, update }, replace, fetchHistory }: ActDeps) =>
  async (action: PostedAction): Promise<void> => {
    const { alertId } = action
    const { dialog, busy, alerts } = get()
    const isTick = action.action === 'tick' || action.action === 'untick'
    if (busy && !isTick) return
    update((state) => ({ ...state, busy: state.busy || !isTick, answer: null }))
    const result = await rest.postAction(action)
    // If the feed has updated the alert since, it knows at least as much, and the response may be older.
    if ('alert' in result && get().alerts.get(alertId) === alerts.get(alertId)) replace(result.alert)
    const answer: ActionAnswer = {
      alertId,
      good: result.outcome === 'done',
      conflict: result.outcome === 'conflict',
      text: answerWords(action, result, select.serverNowMs(get())),
    }
    update((state) => ({
      ...state,
      busy: isTick && state.busy,
      // A tick that was done shows itself.
      answer: isTick && answer.good ? null : answer,
      announcement: { text: answer.text, assertive: false },
      // Only the dialog the action came from: the operator may have opened another one while waiting.
      dialog: dialog !== null && state.dialog === dialog ? dialogAfter(dialog, result) : state.dialog,
    }))
    void fetchHistory(alertId)
  }

/** Closes when done, else keeps what was written. After a conflict it is about the version that the alert has now. */
const dialogAfter = (dialog: Dialog, result: ActionResponse): Dialog | null => {
  if (result.outcome === 'done') return null
  return result.outcome === 'conflict' && dialog.kind === 'action'
    ? { ...dialog, version: result.alert.version }
    : dialog
}
