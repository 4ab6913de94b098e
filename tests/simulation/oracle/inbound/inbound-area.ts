import type { OracleArea } from '../oracle-area.ts'
import type { Place } from './along-oracle.ts'
import type { Box } from './box.ts'
import { boxContains, firstPointInBox, metresToBox } from './box.ts'

/** An area as approaches to it are seen: how far away it is, and where a great circle first meets it. */
export type InboundArea = OracleArea & {
  /** 0 inside or on the line. */
  readonly metresToArea: (longitude: number, latitude: number) => number
  readonly firstPointInside: (
    from: Place,
    courseDegrees: number,
    metresMax: number,
  ) => { readonly metres: number; readonly longitude: number; readonly latitude: number } | null
}

/** What of an area follows from where it is. */
export const boxReach = (box: Box): Pick<InboundArea, 'contains' | 'metresToArea' | 'firstPointInside'> => ({
  contains: (longitude, latitude) => boxContains(box, { longitude, latitude }),
  metresToArea: (longitude, latitude) => metresToBox(box, { longitude, latitude }),
  firstPointInside: (from, courseDegrees, metresMax) => firstPointInBox(box, from, courseDegrees, metresMax),
})
