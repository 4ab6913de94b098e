/** Which of the real sea and the exercises is shown. */
export type WorldFilter = 'both' | 'real' | 'exercise'

export const WORLD_FILTERS: readonly WorldFilter[] = ['both', 'real', 'exercise']

export const inWorld = ({ exercise }: { readonly exercise: boolean }, world: WorldFilter): boolean =>
  world === 'both' || exercise === (world === 'exercise')

export const WORLD_FILTER_WORDS = { both: 'real + exercise', real: 'real only', exercise: 'exercise only' } as const
