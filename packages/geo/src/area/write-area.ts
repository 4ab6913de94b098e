import { type LatticePoint, toDegrees } from '../geometry/lattice-point.ts'
import type { Ring, RingPolygon } from '../geometry/ring.ts'
import type { AreaFeature } from './area-feature.ts'
import { cutAtAntimeridian } from './cut-at-antimeridian.ts'

/** The text of an area file (RFC 7946), one ring a line, so that changes show in a diff. */
export const writeArea = (properties: AreaFeature['properties'], polygons: readonly RingPolygon[]): string => {
  const written = cutAtAntimeridian(polygons).map((polygon) => `[${polygon.map(writeRing).join(',\n')}]`)
  return `{"type":"Feature","properties":${JSON.stringify(properties, null, 2)},
"geometry":{"type":"MultiPolygon","coordinates":[
${written.join(',\n')}
]}}
`
}

const writeRing = (ring: Ring): string => JSON.stringify([...ring, ...ring.slice(0, 1)].map(toPosition))

const toPosition = ([x, y]: LatticePoint): readonly number[] => [toDegrees(x), toDegrees(y)]
