import type { World } from '../world.ts'

/** The state key of a craft: `real/mmsi:512000123`. */
export const craftStateKey = (world: World, craftId: string): string => `${world}/${craftId}`

export const parseCraftStateKey = (key: string): { readonly world: World; readonly craftId: string } =>
  key.startsWith('real/') ? { world: 'real', craftId: key.slice(5) } : { world: 'exercise', craftId: key.slice(9) }
