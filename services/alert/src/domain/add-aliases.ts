import type { CraftOnAlert } from './alert-version.ts'

/** Adds to the known names those that `craft` says are the same boat, until nothing more is learned. */
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
