import { addAliases } from './add-aliases.ts'
import type { CraftOnAlert } from './alert-version.ts'

/** Whether a craft has more people who likely have no permission on `after` than on `before`, under any of its names. */
export const hasMorePeople = (before: readonly CraftOnAlert[], after: readonly CraftOnAlert[]): boolean => {
  const rises = after.filter(({ craftId, likely }) => likely > likelyOf(before, new Set([craftId])))
  return rises.some(({ craftId, likely }) => {
    const names = new Set([craftId])
    addAliases(names, [...before, ...after])
    return likely > likelyOf(before, names)
  })
}

/** Two visits of one craft are the same people, so the greater number counts. */
const likelyOf = (craft: readonly CraftOnAlert[], names: ReadonlySet<string>): number =>
  craft.reduce((most, { craftId, likely }) => (names.has(craftId) ? Math.max(most, likely) : most), 0)
