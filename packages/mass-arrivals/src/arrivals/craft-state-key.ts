import type { World } from '../world.ts'

/** Of each world; beyond it all are forgotten, and made again as they come. About 2 MB. */
const KNOWN_KEYS_MAX = 16_384
const known: { readonly [world in World]: Map<string, string> } = { real: new Map(), exercise: new Map() }

/** The state key of a craft: `real/mmsi:512000123`. Nearly always one that was made before: its hash, too, is known then. */
export const craftStateKey = (world: World, craftId: string): string => {
  const keys = known[world]
  const before = keys.get(craftId)
  if (before !== undefined) return before
  if (keys.size >= KNOWN_KEYS_MAX) keys.clear()
  const key = `${world}/${craftId}`
  keys.set(craftId, key)
  return key
}

export const parseCraftStateKey = (key: string): { readonly world: World; readonly craftId: string } =>
  key.startsWith('real/') ? { world: 'real', craftId: key.slice(5) } : { world: 'exercise', craftId: key.slice(9) }
