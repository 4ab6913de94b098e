import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { Policy } from './policy.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** The id of an observation that came without one: sent twice, it is the same observation. 128 bits, hex. */
export const deriveObservationId = (observation: Readonly<Record<string, unknown>>): string =>
  sha256(canonicalJson({ ...observation, observationId: undefined })).slice(0, 32)

/** `sha256:` and 64 hex digits; two policies with the same values have the same hash. */
export const hashPolicy = (policy: Policy): string => `sha256:${sha256(canonicalJson(policy))}`
