import type { ReportedBy } from '../messages/observation.ts'
import { canonicalJson } from '../wire/canonical-json.ts'
import { sha256 } from './sha256.ts'

const observationIdOf = (canonical: string): string => sha256(canonical).slice(0, 32)

/** The id of an observation that came without one: sent twice, it is the same observation. 128 bits, hex. */
export const deriveObservationId = (observation: Readonly<Record<string, unknown>>): string =>
  observationIdOf(canonicalJson({ ...observation, observationId: undefined }))

export type SealedObservation = { readonly observationId: string; readonly json: string }

/**
 * An observation as it goes to the log: JSON that has its id, the given one or else the derived one. Who reported it is not
 * part of what the id is derived from: sent again with another token, it is the same observation.
 */
export const sealObservation = (
  observation: { readonly observationId?: string | undefined },
  reportedBy?: ReportedBy,
): SealedObservation => {
  const { observationId, json } = seal(observation)
  if (reportedBy === undefined) return { observationId, json }
  return { observationId, json: `${json.slice(0, -1)},"reportedBy":${canonicalJson(reportedBy)}}` }
}

const seal = (observation: { readonly observationId?: string | undefined }): SealedObservation => {
  const json = canonicalJson(observation)
  if (observation.observationId !== undefined) return { observationId: observation.observationId, json }
  const observationId = observationIdOf(json)
  return { observationId, json: `${json.slice(0, -1)},"observationId":"${observationId}"}` }
}
