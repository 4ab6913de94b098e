import { describeAuthor, describeTakenOver, type Watches } from '@landfall/contracts'
import { isolateText } from '../format/isolate-text.ts'
import { createRevisionFollower } from '../state/create-revision-follower.ts'
import type { Store } from '../state/create-store.ts'
import { rest } from '../state/rest.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'

/** Who has the watch: asked for whenever the heartbeat says that it was taken over, on whichever console; and the taking over. */
export const createWatchKeeping = ({ get, update }: Store<State>) => {
  const ask = async (): Promise<boolean> => {
    const watches = await rest.getWatches().catch(() => null)
    if (watches !== null) update((state) => withWatches(state, watches))
    return watches !== null
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

  return {
    /** To be called each second. */
    follow: createRevisionFollower({ get, ask, revisionOf: ({ watchRevision }) => watchRevision }),
    takeOver,
  }
}

/** Announces that somebody else has taken over, unless it is what was found when the page was opened. */
const withWatches = (state: State, watches: Watches): State => {
  const { current } = watches
  const isNews = state.watches !== null && current !== null && current.watchId !== state.watches.current?.watchId
  const text = current === null ? '' : `${isolateText(describeAuthor(current))} has taken over the watch.`
  return { ...state, watches, ...(isNews && { announcement: { text, assertive: false } }) }
}
