import { describeTakenOver } from '@landfall/contracts'
import type { Store } from '../state/create-store.ts'
import { rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'

/** Asks who has the watch, and takes it over. */
export const createWatchKeeping = ({ get, update }: Store<State>) => {
  const fetchWatches = async (): Promise<void> => {
    const watches = await rest.getWatches().catch(() => null)
    if (watches !== null) update((state) => ({ ...state, watches }))
  }

  const takeOver = async (note: string | null): Promise<string | null> => {
    const before = get().watches?.current ?? null
    const { watches, fault } = await rest.postTakeOver(before?.watchId ?? null, note)
    if (watches !== null) update((state) => ({ ...state, watches }))
    // With the watch that is current now the answer can be said in full.
    const isOvertaken = fault !== null && watches !== null
    const text = isOvertaken
      ? `${describeTakenOver(watches.current, select.serverNowMs(get()))}. Nothing was changed.`
      : fault
    const said = text === null ? 'You have the watch.' : `${text[0]?.toUpperCase()}${text.slice(1)}`
    update((state) => ({ ...state, announcement: { text: said, assertive: false } }))
    return text === null ? null : said
  }

  return { fetchWatches, takeOver }
}
