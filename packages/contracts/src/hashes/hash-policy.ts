import type { Policy } from '../messages/areas/policy.ts'
import { canonicalJson } from '../wire/canonical-json.ts'
import { sha256 } from './sha256.ts'

/** `sha256:` and 64 hex digits; two policies with the same values have the same hash. */
export const hashPolicy = (policy: Policy): string => `sha256:${sha256(canonicalJson(policy))}`
