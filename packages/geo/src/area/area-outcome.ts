import type { Area } from './load-area.ts'

/** A problem or remark and its place: `field` is a path in the input, such as `features[2].geometry`. */
export type AreaFinding = { readonly field: string; readonly problem: string }

/** Making an area returns the text of an area file (already loaded once, as proof) or the reasons it cannot; it never throws. */
export type AreaOutcome =
  | {
      readonly outcome: 'made'
      readonly area: Area
      /** The content of the area file. */
      readonly text: string
      readonly warnings: readonly AreaFinding[]
      readonly verticesBefore: number
      readonly verticesAfter: number
    }
  | { readonly outcome: 'refused'; readonly refusals: readonly AreaFinding[] }

export const refusedArea = (...refusals: readonly AreaFinding[]): AreaOutcome => ({ outcome: 'refused', refusals })
