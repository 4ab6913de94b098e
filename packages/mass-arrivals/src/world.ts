/** Real observations and exercises never meet; each has its own newest time. */
export type World = 'real' | 'exercise'

/** The newest observation of each, milliseconds since 1970; null before the first. */
export type NewestMs = { readonly [world in World]: number | null }

export const worldOf = (exercise: boolean): World => (exercise ? 'exercise' : 'real')
