import { describeAuthor, type Watches } from '@landfall/contracts'
import { isolateText } from '../format/isolate-text.ts'
import { createRevisionFollower } from '../state/create-revision-follower.ts'
import type { Store } from '../state/create-store.ts'
import { rest } from '../state/rest.ts'
import type { State } from '../state/state.ts'

/** Who has the watch: asked for whenever the heartbeat says that it was taken over, on whichever console. To be called each second. */
export const createWatchFollower = ({ get, update }: Store<State>) => {
  const ask = async (): Promise<boolean> => {
    const watches = await rest.getWatches().catch(() => null)
    if (watches !== null) update((state) => withWatches(state, watches))
    return watches !== null
  }

  return createRevisionFollower({ get, ask, revisionOf: ({ watchRevision }) => watchRevision })
}

/** Announces that somebody else has taken over, unless it is what was found when the page was opened. */
const withWatches = (state: State, watches: Watches): State => {
  const { current } = watches
  const isNews = state.watches !== null && current !== null && current.watchId !== state.watches.current?.watchId
  const text = current === null ? '' : `${isolateText(describeAuthor(current))} has taken over the watch.`
  return { ...state, watches, ...(isNews && { announcement: { text, assertive: false } }) }
}
