/** Real observations and exercises never meet; each has its own newest time. */
export type World = 'real' | 'exercise'

export const WORLDS: readonly World[] = ['real', 'exercise']

/** Whether a state that is of one world, or of both where it names none, takes records of this one. */
export const isFolded = (of: { readonly world?: World | undefined }, world: World): boolean =>
  of.world === undefined || of.world === world

/** The newest observation of each, milliseconds since 1970; null before the first. */
export type NewestMs = { readonly [world in World]: number | null }

export const worldOf = (exercise: boolean): World => (exercise ? 'exercise' : 'real')
