import { type Approach, type ApproachEvidence, type Fix, formatWireTime } from '@landfall/contracts'

/**
 * An approach in memory: its fixes and rays, which are most of it, as lists of numbers, in a fifth of the space. All else is as on the
 * wire, and in its order: versions of alerts are compared as text.
 */
export type HeldApproach = Omit<Approach, 'fixes' | 'rays'> & {
  /** Of each fix, the oldest first: milliseconds since 1970, longitude, latitude. */
  readonly fixes: readonly number[]
  /** Of each ray, from port: its course, and its length; an infinite one does not arrive. */
  readonly rays: readonly number[]
}

type Ray = Approach['rays'][number]

export const holdApproach = (approach: Approach): HeldApproach => ({
  ...approach,
  rays: packed(approach.rays, ({ courseDegrees, lengthNm }) => [courseDegrees, lengthNm ?? Number.POSITIVE_INFINITY]),
  fixes: packed(approach.fixes, ({ at, longitude, latitude }) => [Date.parse(at), longitude, latitude]),
})

/** As on the wire. */
export const writeApproach = (held: HeldApproach): Approach => ({
  ...held,
  rays: raysOf(held),
  fixes: Array.from({ length: held.fixes.length / FIX_NUMBERS }, (_, index) => fixOf(held, index)),
})

/** What an alert says of it. */
export const evidenceOf = ({ fixes: _, persons: __, ...evidence }: HeldApproach): ApproachEvidence => ({
  ...evidence,
  rays: raysOf(evidence),
})

export const fixOf = ({ fixes }: Pick<HeldApproach, 'fixes'>, index: number): Fix => {
  const at = index * FIX_NUMBERS
  return { at: formatWireTime(fixes[at] ?? 0), longitude: fixes[at + 1] ?? 0, latitude: fixes[at + 2] ?? 0 }
}

const FIX_NUMBERS = 3
const RAY_NUMBERS = 2

const raysOf = ({ rays }: Pick<HeldApproach, 'rays'>): Ray[] =>
  Array.from({ length: rays.length / RAY_NUMBERS }, (_, index) => {
    const [courseDegrees = 0, lengthNm = 0] = [rays[index * RAY_NUMBERS], rays[index * RAY_NUMBERS + 1]]
    return { courseDegrees, lengthNm: Number.isFinite(lengthNm) ? lengthNm : null }
  })

/** A list that grew has room to spare; its copy has none. */
const packed = <Item>(items: readonly Item[], numbersOf: (item: Item) => readonly number[]): readonly number[] =>
  items.flatMap(numbersOf).slice()
