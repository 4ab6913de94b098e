import { describeIssue, Policy, type StatedLaw, statedLaw } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type Area, AreaFileError, loadArea } from '@landfall/geo'
import type { ApproachGeometry } from './approach/forecast-approach.ts'
import { createFixKeeping, type FixKeeping } from './arrivals/track/create-fix-keeping.ts'
import { createReach } from './arrivals/track/out-of-reach.ts'
import { type Rules, rulesOf, watchesApproaches } from './rules.ts'

/** An area as the domain needs it. `contains` includes the line itself; longitudes −180..180. */
export type WatchedArea = {
  readonly areaId: string
  readonly contains: (longitude: number, latitude: number) => boolean
  /** For how many slots a place outside is out of reach of the area: 0, 1, 2, 4 or 8 (`OUT_OF_REACH`). */
  readonly slotsOutOfReach: (longitude: number, latitude: number) => number
  /** What is kept of a place outside, for approaches. */
  readonly keepingOf: (longitude: number, latitude: number) => FixKeeping
  /** Undefined where no approaches are watched. */
  readonly geometry: ApproachGeometry | undefined
  readonly rules: Rules
  /** `sha256:…` of the policy; named in every alert. */
  readonly policyHash: string
  /** What the policy states of who is counted; repeated by every alert. */
  readonly stated: StatedLaw
}

/**
 * Without `metresToLine` no place is out of reach, and so no arrival is ever doubted. Without `metresToArea` and `firstPointInside` no
 * approaches are watched.
 */
type AreaAndPolicy = Pick<Area, 'areaId' | 'contains'> &
  Partial<Pick<Area, 'metresToLine'> & ApproachGeometry> & { readonly policy: Policy }

export const watchArea = (area: AreaAndPolicy): WatchedArea => {
  const { areaId, contains, metresToLine, metresToArea, firstPointInside, policy } = area
  const rules = rulesOf(policy)
  const isWatched = watchesApproaches(rules)
  const geometry = isWatched && metresToArea && firstPointInside ? { metresToArea, firstPointInside } : undefined
  return {
    areaId,
    contains,
    slotsOutOfReach: metresToLine === undefined ? () => 0 : createReach(metresToLine),
    keepingOf: createFixKeeping(geometry?.metresToArea, rules.inbound),
    geometry,
    rules,
    policyHash: hashPolicy(policy),
    stated: statedLaw(policy),
  }
}

export type AreaFile = Pick<Area, 'geojson' | 'weight'> & { readonly area: WatchedArea; readonly policy: Policy }

/** Reads an area file and its policy. Throws an AreaFileError that names `source` (a file name) and the field. */
export const readAreaFile = (text: string, source: string): AreaFile => {
  const area = loadArea(text, source)
  const given = area.policyOverrides ?? {}
  const policy = Policy.safeParse(given)
  if (!policy.success) throw new AreaFileError(source, 'properties.policy', describeIssue(policy.error, given).reason)
  return {
    area: watchArea({ ...area, policy: policy.data }),
    policy: policy.data,
    geojson: area.geojson,
    weight: area.weight,
  }
}
