import { ArrivalsSnapshot, ArrivalsWatermark, parseWireTime } from '@landfall/contracts'
import type { LogEntry } from '../log-entry.ts'

/**
 * One record of the arrivals topic; undefined where it is neither a snapshot nor a watermark. Only the arrivals stage writes there, but a foreign
 * record may neither stop the stage nor get into its state.
 */
export const readSnapshot = (value: LogEntry['value']): ArrivalsSnapshot | ArrivalsWatermark | undefined => {
  try {
    const json: unknown = JSON.parse(String(value))
    const watermark = ArrivalsWatermark.safeParse(json)
    if (watermark.success) return watermark.data
    // As it was written, field order included: versions are compared as text.
    return ArrivalsSnapshot.safeParse(json).success && hasTimes(json as ArrivalsSnapshot)
      ? (json as ArrivalsSnapshot)
      : undefined
  } catch {
    return undefined
  }
}

const hasTimes = ({ newestObservationAt, knownFrom, visits }: ArrivalsSnapshot): boolean =>
  [newestObservationAt, knownFrom ?? newestObservationAt, ...visits.flatMap((visit) => [visit.arrivedAt, visit.lastAt])]
    .map(parseWireTime)
    .every(Number.isFinite)
