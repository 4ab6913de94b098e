/** What was last said of each craft, so that a file which repeats it in every row sends it once. Losing it costs repeats. */
export type CraftMemory = { readonly isNews: (craftId: string, fields: object) => boolean }

const CRAFT_MAX = 100_000

export const createCraftMemory = (craftMax = CRAFT_MAX): CraftMemory => {
  const said = new Map<string, string>()
  return {
    isNews: (craftId, fields) => {
      const text = JSON.stringify(fields)
      if (text === '{}' || said.get(craftId) === text) return false
      said.delete(craftId)
      said.set(craftId, text)
      // A map keeps the order of setting: the first is the one whose data changed longest ago.
      const [oldest] = said.size > craftMax ? said.keys() : []
      if (oldest !== undefined) said.delete(oldest)
      return true
    },
  }
}
