import type { Rules } from './rules.ts'

/** An area as the domain needs it. `contains` includes the line itself; longitudes −180..180. */
export type WatchedArea = {
  readonly areaId: string
  readonly contains: (longitude: number, latitude: number) => boolean
  readonly rules: Rules
  /** `sha256:…` of the policy; named in every alert. */
  readonly policyHash: string
}
