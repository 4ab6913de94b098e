import type { Area } from './load-area.ts'

/** What is wrong or worth knowing, and where: `field` is a path in the file that came in, such as `features[2].geometry`. */
export type AreaFinding = { readonly field: string; readonly problem: string }

/** Making an area ends in a file's text (already loaded once, as proof) or in reasons; never in an exception. */
export type AreaOutcome =
  | {
      readonly outcome: 'made'
      readonly area: Area
      /** To be written to the area file as it is. */
      readonly text: string
      readonly warnings: readonly AreaFinding[]
      readonly verticesBefore: number
      readonly verticesAfter: number
    }
  | { readonly outcome: 'refused'; readonly refusals: readonly AreaFinding[] }

export const refusedArea = (...refusals: readonly AreaFinding[]): AreaOutcome => ({ outcome: 'refused', refusals })
