import type { AlertView } from '@landfall/contracts'
import { type Deed, postAction } from '../state/rest.ts'
import type { Answer, Dialog, State } from '../state/state.ts'
import type { Store } from '../state/store.ts'
import { answerWords } from './answer-words.ts'

type ActDeps = {
  readonly store: Store<State>
  readonly replace: (alert: AlertView) => void
  readonly fetchHistory: (alertId: string) => Promise<void>
}

/** One deed at a time: sent, answered, and its answer shown and said. */
export const createAct =
  ({ store: { get, update }, replace, fetchHistory }: ActDeps) =>
  async (deed: Deed): Promise<void> => {
    const { dialog, busy } = get()
    if (busy) return
    update((state) => ({ ...state, busy: true, answer: null }))
    const { alertId } = deed
    const held = get().alerts.get(alertId)
    const acted = await postAction(deed)
    // Where the feed has spoken meanwhile it knows as much or more, and the answer may be older.
    if ('alert' in acted && get().alerts.get(alertId) === held) replace(acted.alert)
    const answer: Answer = { alertId, good: acted.outcome === 'done', text: answerWords(deed, acted) }
    const after = (open: Dialog): Dialog | null => {
      if (answer.good) return null
      // What was written stays. Who has read what the alert is now may send it on that.
      return acted.outcome === 'conflict' && open.kind === 'action' ? { ...open, version: acted.alert.version } : open
    }
    update((state) => ({
      ...{ ...state, busy: false, answer, announcement: { text: answer.text, assertive: false } },
      // The feed may be quicker than this answer, and the operator as quick: a dialog opened meanwhile is not ours.
      dialog: dialog !== null && state.dialog === dialog ? after(dialog) : state.dialog,
    }))
    void fetchHistory(alertId)
  }
