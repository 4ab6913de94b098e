import type { CraftOnAlert } from './alert-version.ts'

/** Extends `known` by every name that `craft` links to one of them as the same craft, directly or by way of others. */
export const addAliases = (known: Set<string>, craft: readonly CraftOnAlert[]): void => {
  let before: number
  do {
    before = known.size
    for (const { craftId, sameAs } of craft) {
      const names = [craftId, ...sameAs]
      if (names.some((name) => known.has(name))) for (const name of names) known.add(name)
    }
  } while (known.size > before)
}
