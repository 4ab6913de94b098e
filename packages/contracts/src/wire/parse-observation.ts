import { type GivenObservation, ObservationInput } from '../messages/observation.ts'
import { type DescribedIssue, describeIssue } from './describe-issue.ts'
import { parsePlainPosition } from './parse-plain-position.ts'

export type ParsedObservation =
  | { readonly ok: true; readonly observation: GivenObservation }
  | ({ readonly ok: false } & DescribedIssue)

/** Parses with ObservationInput, faster for plain positions; a failure comes in words for the sender. */
export const parseObservation = (input: unknown): ParsedObservation => {
  const plain = parsePlainPosition(input)
  if (plain !== undefined) return { ok: true, observation: plain }
  const parsed = ObservationInput.safeParse(input)
  return parsed.success ? { ok: true, observation: parsed.data } : { ok: false, ...describeIssue(parsed.error, input) }
}
