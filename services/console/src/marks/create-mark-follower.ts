import { createRevisionFollower } from '../state/create-revision-follower.ts'
import type { Store } from '../state/create-store.ts'
import type { State } from '../state/state.ts'
import { fetchMarks } from './fetch-marks.ts'

/** The operators’ marks: asked for whenever the heartbeat says that they have changed, on whichever window. To be called each second. */
export const createMarkFollower = (store: Store<State>) =>
  createRevisionFollower({
    get: store.get,
    ask: () => fetchMarks(store),
    revisionOf: ({ marksRevision }) => marksRevision,
  })
