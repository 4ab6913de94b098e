import { type Approach, ArrivalsRecord, type ArrivalsSnapshot, parseWireTime } from '@landfall/contracts'
import type { LogEntry } from '../log-entry.ts'

/**
 * One record of the arrivals topic; undefined where it is none. Only the stages write there, but a foreign record may neither
 * stop the stage nor get into its state.
 */
export const readArrivalsRecord = (value: LogEntry['value']): ArrivalsRecord | undefined => {
  try {
    const json: unknown = JSON.parse(String(value))
    if (!ArrivalsRecord.safeParse(json).success) return undefined
    // As it was written, field order included: versions are compared as text.
    const record = json as ArrivalsRecord
    return record.type !== 'arrivals' || hasTimes(record) ? record : undefined
  } catch {
    return undefined
  }
}

const hasTimes = ({ newestObservationAt, knownFrom, visits, approach }: ArrivalsSnapshot): boolean =>
  [
    newestObservationAt,
    knownFrom ?? newestObservationAt,
    ...visits.flatMap((visit) => [visit.arrivedAt, visit.lastAt]),
    ...(approach === undefined ? [] : timesOf(approach)),
  ]
    .map(parseWireTime)
    .every(Number.isFinite)

const timesOf = ({ last, fixes, eta }: Approach): readonly string[] => [
  last.at,
  ...fixes.map(({ at }) => at),
  ...(eta === null ? [] : [eta.earliest, eta.likely, eta.latest]),
]
