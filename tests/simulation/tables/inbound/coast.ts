import { Policy } from '@landfall/contracts'
import { type Box, metresToBox } from '../../oracle/inbound/box.ts'
import { boxReach, type InboundArea } from '../../oracle/inbound/inbound-area.ts'
import type { Place } from '../sea.ts'

const DEGREES_PER_NM = ((1_852 / 6_371_008.8) * 180) / Math.PI

/** West of 180 degrees, 5 degrees to both sides of the equator: who sails along the equator, sails on a great circle at right angles to it. */
export const COAST: Box = { west: 160, east: 180, south: -5, north: 5 }
/** That of the example worked in the design. */
export const BIGHT: Box = { west: 170, east: 178, south: -39, north: -37 }

export const boxArea = (box: Box, policy: Partial<Policy> = {}, areaId = 'sea'): InboundArea => ({
  areaId,
  policy: Policy.parse(policy),
  ...boxReach(box),
  metresToLine: (longitude, latitude) => metresToBox(box, { longitude, latitude }),
})

/** This many nautical miles east of the coast, and north of the equator. */
export const out = (nm: number, northNm = 0): Place => ({
  longitude: nm > 0 ? -180 + nm * DEGREES_PER_NM : 180 + nm * DEGREES_PER_NM,
  latitude: northNm * DEGREES_PER_NM,
})
