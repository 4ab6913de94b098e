import type { StateChange } from '../log-batch.ts'
import { META_KEY } from '../world.ts'
import type { CraftState } from './craft-state.ts'
import { decodeCraft, encodeCraft } from './encode-craft.ts'

/** The craft of one partition by key, and which of them the current batch has touched. */
export const openCraftBook = (entries: ReadonlyMap<string, string>) => {
  const craft = new Map<string, CraftState>()
  for (const [key, text] of entries) if (key !== META_KEY) craft.set(key, decodeCraft(text))
  let touched = new Map<string, number>()

  return {
    craft: craft as ReadonlyMap<string, CraftState>,
    /** The craft that the batch touched, each with the last record that did. */
    touched: (): ReadonlyMap<string, number> => touched,
    put: (key: string, after: CraftState | undefined, offset: number): void => {
      touched.set(key, offset)
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
