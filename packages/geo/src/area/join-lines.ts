import { haversineMetres } from '../geometry/haversine-metres.ts'
import { TURN, toLattice } from '../geometry/lattice-point.ts'
import { isClosed } from '../geometry/ring.ts'
import type { AreaFinding } from './area-outcome.ts'
import { describePoint } from './describe-point.ts'

type Positions = readonly (readonly number[])[]
export type NamedLine = { readonly field: string; readonly positions: Positions }

export type JoinedLines = {
  readonly rings: readonly NamedLine[]
  readonly warnings: readonly AreaFinding[]
  readonly refusals: readonly AreaFinding[]
}

/**
 * Joins lines into rings: lines that meet at their ends are joined, whichever way they were drawn; a chain that is still open
 * is closed by a straight segment if its ends are at most `closeGapMetres` apart, and refused otherwise.
 */
export const joinLines = (lines: readonly NamedLine[], closeGapMetres: number): JoinedLines => {
  const open = new Set(lines.filter(({ positions }) => !isClosed(positions)))
  const ends = endsOf(open)
  const [rings, warnings, refusals] = [
    lines.filter((line) => !open.has(line)),
    [] as AreaFinding[],
    [] as AreaFinding[],
  ]
  for (const line of open) {
    const chain = takeChain(line, open, ends)
    if (isClosed(chain.positions)) rings.push(chain)
    else {
      const gapMetres = gapOf(chain.positions)
      const problem = `${Math.round(gapMetres)} m apart: ${endsInWords(chain.positions)}`
      if (gapMetres > closeGapMetres)
        refusals.push({ field: chain.field, problem: `is a line that is not closed, its ends ${problem}` })
      else {
        warnings.push({ field: chain.field, problem: `closed by a straight piece, its ends were ${problem}` })
        rings.push({ field: chain.field, positions: [...chain.positions, ...chain.positions.slice(0, 1)] })
      }
    }
  }
  return { rings, warnings, refusals }
}

const keyOf = ([longitude = NaN, latitude = NaN]: readonly number[]): string =>
  `${(((toLattice(longitude) % TURN) + TURN) % TURN) + 0},${toLattice(latitude)}`

const endsOf = (lines: Iterable<NamedLine>): ReadonlyMap<string, readonly NamedLine[]> => {
  const ends = new Map<string, NamedLine[]>()
  for (const line of lines) {
    for (const end of [line.positions[0], line.positions.at(-1)]) {
      const key = keyOf(end ?? [])
      ends.set(key, [...(ends.get(key) ?? []), line])
    }
  }
  return ends
}

/** Removes from `open` the lines it joins; extends the chain at its last end, then at its first. */
const takeChain = (
  first: NamedLine,
  open: Set<NamedLine>,
  ends: ReadonlyMap<string, readonly NamedLine[]>,
): NamedLine => {
  open.delete(first)
  const extended = extend(first.positions, open, ends)
  const whole = isClosed(extended) ? extended : extend(extended.toReversed(), open, ends).toReversed()
  return { field: first.field, positions: whole }
}

const extend = (start: Positions, open: Set<NamedLine>, ends: ReadonlyMap<string, readonly NamedLine[]>): Positions => {
  const chain = [...start]
  while (!isClosed(chain)) {
    const key = keyOf(chain.at(-1) ?? [])
    const next = ends.get(key)?.find((line) => open.has(line))
    if (next === undefined) break
    open.delete(next)
    const isForward = keyOf(next.positions[0] ?? []) === key
    for (const position of (isForward ? next.positions : next.positions.toReversed()).slice(1)) chain.push(position)
  }
  return chain
}

const gapOf = (positions: Positions): number => {
  const [[lonA = 0, latA = 0] = [], [lonB = 0, latB = 0] = []] = [positions[0], positions.at(-1)]
  return haversineMetres(lonA, latA, lonB, latB)
}

const endsInWords = (positions: Positions): string =>
  [positions[0], positions.at(-1)]
    .map(([longitude = 0, latitude = 0] = []) => describePoint([toLattice(longitude), toLattice(latitude)]))
    .join(' and ')
