import { classifyMmsi, distressDeviceOf, formatMmsi, isImoNumber } from '@landfall/ais'
import { type DistressDevice, formatWireTime, type ObservationInput, type Source } from '@landfall/contracts'
import type { CraftChangeDetector } from './create-craft-change-detector.ts'
import { type RecordingRow, refusedRow } from './recording-format.ts'

/** A row of AIS data, as text; empty where the file gives nothing. */
export type AisCells = {
  readonly mmsi: string
  /** The kind of station in words, if the file has it. */
  readonly station: string
  /** Navigational status, as a number or in words, if the file has it. */
  readonly status: string
  readonly timeMs: number
  /** The original text, for the refusal. */
  readonly time: string
  readonly longitude: string
  readonly latitude: string
  readonly speed: string
  readonly course: string
  readonly heading: string
  readonly name: string
  readonly callSign: string
  readonly imo: string
  /** A number of ITU-R M.1371-5 (table 53), or words. */
  readonly shipType: string
  readonly length: string
}

export type AisRowSpec = {
  readonly source: Source
  readonly exercise: boolean
  readonly craftChanges: CraftChangeDetector
}

/** The position, and a craft record where the craft’s description is new; of a distress device its call. */
export const aisRow = (cells: AisCells, { source, exercise, craftChanges }: AisRowSpec): RecordingRow => {
  const device = distressDeviceOf(classifyMmsi(Number(cells.mmsi)))
  const fault = faultOf(cells, device)
  if (fault !== undefined) return fault
  const common = {
    craftId: `mmsi:${formatMmsi(Number(cells.mmsi))}`,
    observedAt: formatWireTime(cells.timeMs),
    source,
    exercise,
  }
  if (device !== undefined) {
    const call = { type: 'distress' as const, ...common, device, test: TEST.test(cells.status), ...placeOf(cells) }
    return { kind: 'observations', timeMs: cells.timeMs, observations: [call] }
  }
  const place = { longitude: Number(cells.longitude), latitude: Number(cells.latitude) }
  const position: ObservationInput = { type: 'position', ...common, ...place, ...motionOf(cells) }
  const fields = craftFieldsOf(cells)
  const hasChanged = craftChanges.hasChanged(common.craftId, fields)
  const observations = hasChanged ? [position, { type: 'craft' as const, ...common, ...fields }] : [position]
  return { kind: 'observations', timeMs: cells.timeMs, observations }
}

/** Navigational status 15, and its names in files: the device is tried out. All else is a call, as it is over the air. */
const TEST = /^15$|\btest|^unknown value$|^not defined/i

/** Somebody calls, also from a place that is not known. */
const placeOf = ({ longitude, latitude }: AisCells) =>
  outOf('longitude', longitude, 180) === undefined && outOf('latitude', latitude, 90) === undefined
    ? { longitude: Number(longitude), latitude: Number(latitude) }
    : {}

const faultOf = (cells: AisCells, device: DistressDevice | undefined): RecordingRow | undefined => {
  const { mmsi, station, time, timeMs, longitude, latitude } = cells
  if (!/^\d{1,10}$/.test(mmsi)) return refusedRow('mmsi', `MMSI ${JSON.stringify(mmsi)}: must be at most ten digits`)
  const other =
    device !== undefined
      ? undefined
      : station === ''
        ? NOT_CRAFT[classifyMmsi(Number(mmsi))]
        : isCraft(station)
          ? undefined
          : station
  if (other !== undefined) return refusedRow('not-a-craft', `MMSI ${mmsi}: is ${other}, not a craft that arrives`)
  if (Number.isNaN(timeMs)) return refusedRow('time', `time ${JSON.stringify(time)}: ${TIME_FORMS}`)
  if (device !== undefined) return undefined
  return outOf('longitude', longitude, 180) ?? outOf('latitude', latitude, 90)
}

const TIME_FORMS =
  'must be a time that exists, as 2022-01-03T00:00:08Z, 20220103_000008, 03/01/2022 00:00:08 or in epoch seconds'

/** MarineCadastre has A and B; the Danish files Class A, Class B, Base Station, AtoN, SAR Airborne, Man Overboard Device, … */
const isCraft = (station: string): boolean => station === 'A' || station === 'B' || station.startsWith('Class')

/** Where the file has no kind of station. A number that nobody assigned is a craft's: the file is of positions of vessels. */
const NOT_CRAFT: Readonly<Partial<Record<ReturnType<typeof classifyMmsi>, string>>> = {
  'sar-aircraft': 'a search and rescue aircraft',
  aid: 'an aid to navigation',
  device: 'a radio device',
}

const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)$/

const outOf = (field: string, text: string, limit: number): RecordingRow | undefined => {
  const value = DECIMAL.test(text) ? Number(text) : Number.NaN
  if (Math.abs(value) <= limit) return undefined
  // AIS has 181 and 91 for a position that is not available.
  return refusedRow(field, `${field} ${JSON.stringify(text)}: must be a number from -${limit} to ${limit}`)
}

/** Leaves out values that are impossible or mean "not available": the position is worth more than they are. */
const motionOf = ({ speed, course, heading }: AisCells) => ({
  ...known('speedKnots', unwrapped(speed, 102.4), (knots) => knots < 102.3), // 102.3 is "not available".
  ...known('courseDegrees', unwrapped(course, 409.6), (degrees) => degrees < 360), // 360 is.
  ...known('headingDegrees', decimal(heading), (degrees) => degrees >= 0 && degrees < 360), // 511 is.
})

const decimal = (text: string): number => (DECIMAL.test(text) ? Number(text) : Number.NaN)

/**
 * Undoes an overflow: tenths were stored in a signed field with too few bits, so 204.8 and more came out negative
 * (MarineCadastre's COG runs −204.8..204.7 in some years, its SOG −51.2..51.1).
 */
const unwrapped = (text: string, span: number): number => {
  const value = decimal(text)
  return value < 0 ? Math.round((value + span) * 10) / 10 : value
}

const known = <Key extends string>(key: Key, value: number, fits: (value: number) => boolean) =>
  Number.isFinite(value) && value >= 0 && fits(value) ? ({ [key]: value } as Record<Key, number>) : {}

const LABEL_CHARACTERS_MAX = 120

const craftFieldsOf = ({ name, callSign, imo, shipType, length }: AisCells) => ({
  ...label('name', name),
  ...label('callSign', callSign),
  ...imoOf(imo),
  ...typeOf(shipType),
  ...known('lengthMetres', decimal(length), (metres) => metres > 0 && metres <= 1_000),
})

const label = <Key extends string>(key: Key, text: string) => {
  const trimmed = text.trim().slice(0, LABEL_CHARACTERS_MAX)
  return trimmed === '' ? {} : ({ [key]: trimmed } as Record<Key, string>)
}

const imoOf = (text: string) => {
  const [, digits = ''] = /^(?:IMO ?)?(\d{7})$/.exec(text) ?? []
  return isImoNumber(Number(digits)) ? { imo: digits } : {}
}

const typeOf = (text: string) => {
  if (!/^\d+$/.test(text)) return label('shipType', text)
  const number = Number(text)
  return number > 0 && number <= 255 ? { shipType: number } : {}
}
