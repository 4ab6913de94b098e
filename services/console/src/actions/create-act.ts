import type { AlertView } from '@landfall/contracts'
import { type AlertAction, postAction } from '../state/rest.ts'
import type { ActionAnswer, Dialog, State } from '../state/state.ts'
import type { Store } from '../state/store.ts'
import { answerWords } from './answer-words.ts'

type ActDeps = {
  readonly store: Store<State>
  readonly replace: (alert: AlertView) => void
  readonly fetchHistory: (alertId: string) => Promise<void>
}

/** Sends one action at a time, then shows and announces its result. */
export const createAct =
  ({ store: { get, update }, replace, fetchHistory }: ActDeps) =>
  async (request: AlertAction): Promise<void> => {
    const { dialog, busy } = get()
    if (busy) return
    update((state) => ({ ...state, busy: true, answer: null }))
    const { alertId } = request
    const held = get().alerts.get(alertId)
    const result = await postAction(request)
    // Where the feed has spoken meanwhile it knows as much or more, and the answer may be older.
    if ('alert' in result && get().alerts.get(alertId) === held) replace(result.alert)
    const answer: ActionAnswer = { alertId, good: result.outcome === 'done', text: answerWords(request, result) }
    const after = (open: Dialog): Dialog | null => {
      if (answer.good) return null
      // What was written stays. Who has read what the alert is now may send it on that.
      return result.outcome === 'conflict' && open.kind === 'action' ? { ...open, version: result.alert.version } : open
    }
    update((state) => ({
      ...{ ...state, busy: false, answer, announcement: { text: answer.text, assertive: false } },
      // The feed may be quicker than this answer, and the operator as quick: a dialog opened meanwhile is not ours.
      dialog: dialog !== null && state.dialog === dialog ? after(dialog) : state.dialog,
    }))
    void fetchHistory(alertId)
  }
