import type { StateChange } from '../log-batch.ts'
import { META_KEY } from '../world.ts'
import type { CraftState } from './craft-state.ts'
import { decodeCraft, encodeCraft } from './encode-craft.ts'

/** A craft that a batch touched: as it was before the batch, and the last record that touched it. */
export type Touched = { readonly before: CraftState | undefined; readonly offset: number }

/** The craft of one partition by key, and which of them the current batch has touched. */
export const openCraftBook = (entries: ReadonlyMap<string, string>) => {
  const craft = new Map<string, CraftState>()
  for (const [key, text] of entries) if (key !== META_KEY) craft.set(key, decodeCraft(text))
  let touched = new Map<string, Touched>()

  return {
    craft: craft as ReadonlyMap<string, CraftState>,
    touched: (): ReadonlyMap<string, Touched> => touched,
    put: (key: string, after: CraftState | undefined, offset: number): void => {
      const known = touched.get(key)
      touched.set(key, { before: known === undefined ? craft.get(key) : known.before, offset })
      if (after === undefined) craft.delete(key)
      else craft.set(key, after)
    },
    /** What the batch changed, as it is stored; the next batch begins. */
    takeChange: (): StateChange => {
      const puts = new Map<string, string>()
      const deletes: string[] = []
      for (const key of touched.keys()) {
        const state = craft.get(key)
        if (state === undefined) deletes.push(key)
        else puts.set(key, encodeCraft(state))
      }
      touched = new Map()
      return { puts, deletes }
    },
  }
}
export type CraftBook = ReturnType<typeof openCraftBook>
