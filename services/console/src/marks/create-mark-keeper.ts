import type { MapPlace } from '../map/show-whole.ts'
import { createRevisionFollower } from '../state/create-revision-follower.ts'
import type { Store } from '../state/create-store.ts'
import type { State } from '../state/state.ts'
import { markRest } from './mark-rest.ts'

export type MarkKeeper = ReturnType<typeof createMarkKeeper>

/** The operators’ marks: asked for whenever the heartbeat says that they have changed, on whichever window. */
export const createMarkKeeper = ({ get, update }: Store<State>) => {
  const ask = async (): Promise<boolean> => {
    const marks = await markRest.getMarks().catch(() => null)
    if (marks !== null) update((state) => ({ ...state, marks }))
    return marks !== null
  }
  const askAgain = async (fault: string | null): Promise<string | null> => {
    if (fault === null) await ask()
    return fault
  }

  return {
    /** To be called each second. */
    follow: createRevisionFollower({ get, ask, revisionOf: ({ marksRevision }) => marksRevision }),
    /** Both resolve to why it was not done; null where it was. */
    set: async (place: MapPlace, note: string): Promise<string | null> =>
      askAgain(await markRest.postMark({ longitude: place.longitude, latitude: place.latitude, note })),
    remove: async (markId: string): Promise<string | null> => askAgain(await markRest.deleteMark(markId)),
  }
}
