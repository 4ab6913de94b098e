/** What was last said of each craft, so that a file which repeats it in every row sends it once. Losing it costs repeats. */
export type CraftMemory = { readonly isNews: (craftId: string, fields: object) => boolean }

const CRAFT_MAX = 100_000

export const createCraftMemory = (craftMax = CRAFT_MAX): CraftMemory => {
  const said = new Map<string, string>()
  // One iterator for good: a map keeps the order of setting, and starting from its beginning each time would walk over
  // all that was deleted there.
  const oldestFirst = said.keys()
  return {
    isNews: (craftId, fields) => {
      const text = JSON.stringify(fields)
      if (text === '{}' || said.get(craftId) === text) return false
      said.delete(craftId)
      said.set(craftId, text)
      if (said.size > craftMax) said.delete(oldestFirst.next().value ?? craftId)
      return true
    },
  }
}
