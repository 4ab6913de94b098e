/**
 * Whether a craft’s description differs from the last one, so that a file which repeats it in every row sends it once.
 * Losing an entry costs a repeat.
 */
export type CraftChangeDetector = { readonly hasChanged: (craftId: string, fields: object) => boolean }

const CRAFT_MAX = 100_000

export const createCraftChangeDetector = (craftMax = CRAFT_MAX): CraftChangeDetector => {
  const said = new Map<string, string>()
  // A tenth at once: iterating from the beginning walks over deleted slots, so evicting one at a time gets slower and
  // slower; and an iterator that is kept keeps every table the map ever had.
  const forgetOldest = (): void => {
    let left = Math.ceil(craftMax / 10)
    for (const craftId of said.keys()) {
      said.delete(craftId)
      left -= 1
      if (left <= 0) return
    }
  }
  return {
    hasChanged: (craftId, fields) => {
      const text = JSON.stringify(fields)
      if (text === '{}' || said.get(craftId) === text) return false
      said.delete(craftId)
      said.set(craftId, text)
      if (said.size > craftMax) forgetOldest()
      return true
    },
  }
}
