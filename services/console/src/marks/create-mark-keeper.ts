import type { MapPlace } from '../map/show-whole.ts'
import type { Store } from '../state/create-store.ts'
import type { State } from '../state/state.ts'
import { markRest } from './mark-rest.ts'

const RETRY_MS = 10_000

export type MarkKeeper = ReturnType<typeof createMarkKeeper>

/** The operators’ marks: asked for whenever the heartbeat says that they have changed, on whichever window. */
export const createMarkKeeper = ({ get, update }: Store<State>) => {
  let known: number | null = null
  let asked = { revision: -1, atMs: 0 }

  const ask = async (revision: number | null): Promise<void> => {
    const marks = await markRest.getMarks().catch(() => null)
    if (marks === null) return
    known = revision
    update((state) => ({ ...state, marks }))
  }
  const askAgain = async (fault: string | null): Promise<string | null> => {
    if (fault === null) await ask(known)
    return fault
  }

  return {
    /** To be called each second. */
    follow: (): void => {
      const { nowMs, session, feed } = get()
      const revision = feed?.heartbeat?.marksRevision
      if (session?.role !== 'operator' || revision === undefined || revision === known) return
      if (revision === asked.revision && Math.abs(nowMs - asked.atMs) < RETRY_MS) return
      asked = { revision, atMs: nowMs }
      void ask(revision)
    },
    /** Both resolve to why it was not done; null where it was. */
    set: async (place: MapPlace, note: string): Promise<string | null> =>
      askAgain(await markRest.postMark({ longitude: place.longitude, latitude: place.latitude, note })),
    remove: async (markId: string): Promise<string | null> => askAgain(await markRest.deleteMark(markId)),
  }
}
