import { frameWest, intoFrame } from '../geometry/into-frame.ts'
import { nestByDepth } from '../geometry/nest-rings.ts'
import { isClosed, type Ring, unwrapRing } from '../geometry/ring.ts'
import { sideOfLine } from '../geometry/side-of-line.ts'
import { type AreaFinding, type AreaOutcome, refusedArea } from './area-outcome.ts'
import type { ImportOptions } from './import-options.ts'
import { importedProperties, leftOutProperties } from './imported-properties.ts'
import { joinLines, type NamedLine } from './join-lines.ts'
import { AREA_CHARACTERS_MAX } from './load-area.ts'
import { makeArea } from './make-area.ts'
import { readShapes, type Shapes } from './read-shapes.ts'

/**
 * Makes an area file from any GeoJSON with polygons or lines (RFC 7946; split at 180° or in 0..360; any orientation). Open
 * polygon rings are closed; lines are joined where they meet (see `joinLines`), and a ring of lines inside another is a hole.
 * Every change is a warning; everything that cannot be interpreted is a refusal that names the place.
 */
export const importArea = (geojsonText: string, options: ImportOptions): AreaOutcome => {
  const json = parseJson(geojsonText)
  if ('problem' in json) return refusedArea({ field: '', problem: json.problem })
  const shapes = readShapes(json.value)
  if ('refusals' in shapes) return refusedArea(...shapes.refusals)
  const joined = joinLines(shapes.lines, options.closeGapMetres ?? 0)
  if (joined.refusals.length > 0) return refusedArea(...joined.refusals)
  const fromPolygons = shapes.polygons.map(({ field, rings }) =>
    readRings(rings.map((positions, r) => ({ field: `${field}[${r}]`, positions }))),
  )
  const fromLines = readRings(joined.rings)
  const refusals = [...fromPolygons, fromLines].flatMap((read) => read.refusals)
  if (refusals.length > 0) return refusedArea(...refusals)
  const nested = nestLines(fromLines.rings)
  const polygons = [...fromPolygons.map((read) => read.rings), ...nested].filter(hasOutside)
  if (polygons.length === 0) {
    return refusedArea({ field: 'geometry', problem: 'holds no polygon and no closed line; an area needs one' })
  }
  const changed = [...fromPolygons, fromLines].flatMap((read) => read.warnings)
  const holes = nested.flatMap(([, ...rest]) =>
    rest.map(({ field }) => ({ field, problem: 'lies inside another line: read as a hole' })),
  )
  const warnings = [
    ...shapes.warnings,
    ...leftOutProperties(shapes),
    ...joined.warnings,
    ...changed,
    ...shortened(shapes),
    ...holes,
  ]
  const properties = importedProperties(shapes, options)
  if (properties === undefined) return refusedArea({ field: 'properties.areaId', problem: 'is missing: say which id' })
  return makeArea({
    polygons: polygons.map((rings) => rings.map(({ ring }) => ring)),
    fieldOf: (polygon, ring) => polygons[polygon]?.[ring]?.field ?? '',
    properties,
    simplifyMetres: options.simplifyMetres,
    warnings,
  })
}

const shortened = ({ polygons }: Shapes): readonly AreaFinding[] =>
  polygons.flatMap(({ field, rings }) =>
    rings.flatMap((positions, r) =>
      // 180° and −180° are one place.
      stepsOf(positions).some((step) => step > 180 && step < 360)
        ? [{ field: `${field}[${r}]`, problem: 'has an edge of more than 180°: read as the short way, over 180°' }]
        : [],
    ),
  )

type Parsed = { readonly value: unknown } | { readonly problem: string }

const parseJson = (text: string): Parsed => {
  if (text.length > AREA_CHARACTERS_MAX)
    return { problem: `has ${text.length} characters, more than ${AREA_CHARACTERS_MAX}` }
  try {
    return { value: JSON.parse(text.replace(/^\uFEFF/, '')) }
  } catch (error) {
    return { problem: `is not JSON: ${String(error)}` }
  }
}

type NamedRing = { readonly field: string; readonly ring: Ring; readonly isOutside: boolean }
type ReadRings = {
  readonly rings: readonly NamedRing[]
  readonly warnings: readonly AreaFinding[]
  readonly refusals: readonly AreaFinding[]
}

const readRings = (lines: readonly NamedLine[]): ReadRings => {
  const [rings, warnings, refusals]: [NamedRing[], AreaFinding[], AreaFinding[]] = [[], [], []]
  for (const [i, { field, positions }] of lines.entries()) {
    const closed = isClosed(positions) ? positions : [...positions, ...positions.slice(0, 1)]
    if (closed !== positions)
      warnings.push({ field, problem: 'was not closed: its last and first positions are joined' })
    const ring = unwrapRing(closed)
    if (ring === undefined) refusals.push({ field, problem: 'goes round a pole' })
    else if (isFlat(ring) && stepsOf(closed).some((step) => step > 180))
      refusals.push({ field, problem: 'goes round the whole Earth, or a pole' })
    else if (isFlat(ring)) warnings.push({ field, problem: 'holds no area: left out' })
    else rings.push({ field, ring, isOutside: i === 0 })
    const repeated = closed.length - 1 - (ring?.length ?? 0)
    if (repeated > 0) warnings.push({ field, problem: `${repeated} repeated points: left out` })
  }
  return { rings, warnings, refusals }
}

/** Degrees of longitude from each position to the next, as written. */
const stepsOf = (positions: readonly (readonly number[])[]): readonly number[] =>
  positions.map(([x = 0], i) => Math.abs(x - (positions[i + 1]?.[0] ?? x)))

/** Whether all points lie on one straight line. (A figure of eight may have no area either, but is refused for crossing itself.) */
const isFlat = (ring: Ring): boolean => {
  const [[ax, ay] = [0, 0], [bx, by] = [0, 0]] = ring
  return ring.every(([x, y]) => sideOfLine(ax, ay, bx, by, x, y) === 0)
}

const hasOutside = ([first]: readonly NamedRing[]): boolean => first?.isOutside === true

/** Nothing marks which rings of lines are holes, so one inside another is: the sea between two limits. */
const nestLines = (named: readonly NamedRing[]): readonly (readonly NamedRing[])[] => {
  const alone = named.map(({ ring }) => [ring])
  const framed = intoFrame(alone, frameWest(alone) ?? 0).flat()
  const nameOf = new Map(framed.map((ring, i) => [ring, named[i]?.field ?? '']))
  return nestByDepth(framed).map((polygon) =>
    polygon.map((ring, r) => ({ field: nameOf.get(ring) ?? '', ring, isOutside: r === 0 })),
  )
}
