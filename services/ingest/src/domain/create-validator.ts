import { FUTURE_MS_MAX, formatWireTime, type GivenObservation, parseObservation } from '@landfall/contracts'
import type { Incoming, Rejection } from './incoming.ts'
import type { Writer } from './writer.ts'

export type ValidationContext = {
  readonly nowMs: number
  readonly writer: Writer
}

export type Validation =
  | { readonly ok: true; readonly observation: GivenObservation }
  | { readonly ok: false; readonly rejection: Rejection }

/** Validates records at one instant: an observation, not ahead of time, and from a source the feeder may write as. */
export const createValidator = ({ nowMs, writer }: ValidationContext) => {
  // Times come written in one form, so the order of the texts is the order of the times, and nothing is parsed.
  const latestAt = formatWireTime(nowMs + FUTURE_MS_MAX)
  return (incoming: Incoming): Validation => {
    if (incoming.kind === 'unreadable') return refuse({ code: incoming.code, field: null, reason: incoming.reason })
    const read = parseObservation(incoming.value)
    if (!read.ok) return refuse({ code: 'invalid', field: read.field, reason: read.reason })
    const { observation } = read
    const rejection = observation.observedAt > latestAt ? ahead(observation, nowMs) : foreign(observation, writer)
    return rejection === null ? { ok: true, observation } : refuse(rejection)
  }
}

const refuse = (rejection: Rejection): Validation => ({ ok: false, rejection })

const ahead = ({ observedAt }: GivenObservation, nowMs: number): Rejection => ({
  code: 'future',
  field: 'observedAt',
  reason: `observedAt "${observedAt}": must not be more than 5 minutes ahead of this service's clock, ${formatWireTime(nowMs)}`,
})

const foreign = (observation: GivenObservation, writer: Writer): Rejection | null => {
  const { source } = observation
  if (!writer.mayWriteAs(source.id)) return foreignAt('source.id', source.id, 'write as')
  if (observation.type === 'position-retraction' && !writer.mayRetractPositions) return POSITIONS_BY_FEEDER
  const ofSource = observation.type === 'retraction' ? (observation.ofSource ?? source.id) : source.id
  return ofSource === source.id || writer.mayRetract(ofSource) ? null : foreignAt('ofSource', ofSource, 'retract for')
}

const POSITIONS_BY_FEEDER: Rejection = {
  code: 'foreign-source',
  field: 'type',
  reason: 'type "position-retraction": only an operator may take back positions, for those of all sources go',
}

const foreignAt = (field: string, given: string, what: string): Rejection => ({
  code: 'foreign-source',
  field,
  reason: `${field} ${JSON.stringify(given)}: this feeder may not ${what} that source`,
})
