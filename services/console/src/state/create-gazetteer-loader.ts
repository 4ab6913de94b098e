import type { Store } from './create-store.ts'
import { rest } from './rest.ts'
import type { State } from './state.ts'

/** Fetches the names of the coast, unless they are there. The chart is complete without them. */
export const createGazetteerLoader =
  ({ get, update }: Store<State>): (() => Promise<void>) =>
  async () => {
    if (get().gazetteer !== null) return
    const gazetteer = await rest.getGazetteer().catch(() => null)
    if (gazetteer !== null) update((state) => ({ ...state, gazetteer }))
  }
