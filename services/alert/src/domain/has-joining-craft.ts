import { addAliases } from './add-aliases.ts'
import type { CraftOnAlert } from './alert-version.ts'

/**
 * Whether `after` has a craft with people who likely have no permission that was not on `before` under any of its names. A
 * craft that only got another name has not joined.
 */
export const hasJoiningCraft = (before: readonly CraftOnAlert[], after: readonly CraftOnAlert[]): boolean => {
  const candidates = after.filter(({ likely }) => likely > 0)
  if (candidates.length === 0) return false
  const known = new Set(before.flatMap(({ craftId, sameAs }) => [craftId, ...sameAs]))
  if (candidates.every(({ craftId }) => known.has(craftId))) return false
  addAliases(known, after)
  return candidates.some(({ craftId }) => !known.has(craftId))
}
