import { describeIssue, Policy } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type Area, AreaFileError, loadArea } from '@landfall/geo'
import { type Rules, rulesOf } from './rules.ts'

/** An area as the domain needs it. `contains` includes the line itself; longitudes −180..180. */
export type WatchedArea = {
  readonly areaId: string
  readonly contains: (longitude: number, latitude: number) => boolean
  readonly rules: Rules
  /** `sha256:…` of the policy; named in every alert. */
  readonly policyHash: string
}

type AreaAndPolicy = Pick<Area, 'areaId' | 'contains'> & { readonly policy: Policy }

export const watchArea = ({ areaId, contains, policy }: AreaAndPolicy): WatchedArea => ({
  areaId,
  contains,
  rules: rulesOf(policy),
  policyHash: hashPolicy(policy),
})

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
