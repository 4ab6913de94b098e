import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Eta } from './payload/ais-message.ts'
import { createNmeaReader } from './read/create-nmea-reader.ts'
import { readRecording } from './testing/read-recording.ts'

const { LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../shared/recordings', import.meta.url)) } =
  process.env
const isThere = existsSync(recordings)
if (!isThere) process.stderr.write(`NOT TESTED against gpsd's decoder: ${recordings} is not there\n`)

type Named = 'type' | 'dac' | 'fid' | 'kind' | 'mmsi' | 'vendor' | 'dataTerminalReady' | 'eta'
type Fields = Readonly<Record<string, unknown>> & { readonly [name in Named]?: unknown }

/**
 * gpsd's fields and ours. gpsd prints what was sent (tenths of a knot and of a degree, 1/600,000 degree, and the numbers that
 * say "not available"), so ours are put back into that form. Not compared, since Landfall does not read them: `radio`; the flags
 * and reserved bits of type 18; of 200/10, an inland form with no people in it, all but its two numbers; `…_text`, gpsd's words
 * for a number. `vendorid` is compared in its first three characters: gpsd also prints as text the model and serial numbers behind.
 */
const NUMBERS: Readonly<Record<string, readonly [ours: string, unavailable: number, factor: number]>> = {
  lon: ['longitude', 181 * 600_000, 600_000],
  lat: ['latitude', 91 * 600_000, 600_000],
  speed: ['speedKnots', 1_023, 10],
  course: ['courseDegrees', 3_600, 10],
  heading: ['headingDegrees', 511, 1],
  turn: ['turnIndicator', -128, 1],
  status: ['navigationStatus', 15, 1],
  maneuver: ['manoeuvre', 0, 1],
  second: ['utcSecond', 60, 1],
  imo: ['imo', 0, 1],
  shiptype: ['shipType', 0, 1],
  to_bow: ['toBowMetres', 0, 1],
  to_stern: ['toSternMetres', 0, 1],
  to_port: ['toPortMetres', 0, 1],
  to_starboard: ['toStarboardMetres', 0, 1],
  draught: ['draughtMetres', 0, 10],
}
const ALIKE: Readonly<Record<string, string>> = {
  type: 'type',
  mmsi: 'mmsi',
  repeat: 'repeat',
  accuracy: 'accurate',
  raim: 'raim',
  ais_version: 'aisVersion',
  callsign: 'callSign',
  shipname: 'name',
  destination: 'destination',
  epfd: 'positionDevice',
  model: 'unitModel',
  serial: 'serialNumber',
  dac: 'areaCode',
  fid: 'functionId',
}
const NOT_READ = /^(class|scaled|radio|reserved|regional|cs|display|dsc|band|msg22|.*_text)$/
const NOT_READ_OF_200_10 = /^(vin|length|beam|shiptype|hazard|draught|loaded|speed_q|course_q|heading_q)$/

const two = (value: number | undefined, unavailable: number) => String(value ?? unavailable).padStart(2, '0')

/** Our value of gpsd's field `key`, in gpsd's form. */
const oursAs = (key: string, message: Fields): unknown => {
  const number = NUMBERS[key]
  if (number !== undefined) {
    const [name, unavailable, factor] = number
    const value = message[name]
    return typeof value === 'number' ? Math.round(value * factor) : unavailable
  }
  const alike = ALIKE[key]
  if (alike !== undefined) return message[alike] ?? ''
  if (key === 'vendorid') return message.vendor ?? ''
  if (key === 'dte') return message.dataTerminalReady === true ? 0 : 1
  if (key !== 'eta') throw new Error(`no rule for gpsd's ${key}`)
  const { month, day, hour, minute } = message.eta as Eta
  return `${two(month, 0)}-${two(day, 0)}T${two(hour, 24)}:${two(minute, 60)}Z`
}

const theirsAs = (key: string, value: unknown): unknown => {
  if (key === 'vendorid') return String(value).slice(0, 3)
  // 61 to 63 say why there is no second; ours is absent all the same.
  return key === 'second' ? Math.min(Number(value), 60) : value
}

const isCompared = (key: string, theirs: Fields): boolean =>
  !NOT_READ.test(key) && !(theirs.type === 8 && NOT_READ_OF_200_10.test(key))

test.runIf(isThere)('every message of ais-nmea.log agrees with gpsd in every field both have', () => {
  const lines = readRecording(recordings, 'ais-nmea.log.chk')
  const sentences = readRecording(recordings, 'ais-nmea.log').filter((line) => line.startsWith('!'))
  const reader = createNmeaReader()
  const partsA = new Map<unknown, Fields>()
  const table = new Map<string, { messages: number; fields: number; keys: Set<string> }>()
  let alone = 0

  lines.forEach((line, index) => {
    if (!line.startsWith('!')) return
    expect(sentences.shift()).toBe(line)
    const read = reader.read(line, 0)
    if (read.outcome === 'partial') return
    if (read.outcome !== 'message') throw new Error(`line ${index + 1}: ${JSON.stringify(read)}`)
    const message: Fields = { ...read.message }
    // gpsd prints part A of type 24 only with its part B.
    if (message.kind === 'static-a') {
      partsA.set(message.mmsi, message)
      alone += 1
      return
    }
    const partA = message.kind === 'static-b' ? partsA.get(message.mmsi) : undefined
    if (partA !== undefined) alone -= 1
    const ours: Fields = { ...partA, ...message }
    const theirs = JSON.parse(lines[index + 1] ?? '') as Fields
    const keys = Object.keys(theirs).filter((key) => isCompared(key, theirs))
    for (const key of keys) {
      expect([index + 1, key, oursAs(key, ours)]).toEqual([index + 1, key, theirsAs(key, theirs[key])])
    }
    const name = theirs.dac === undefined ? `${theirs.type}` : `${theirs.type} (${theirs.dac}/${theirs.fid})`
    const row = table.get(name) ?? { messages: 0, fields: 0, keys: new Set<string>() }
    table.set(name, row)
    row.messages += 1
    row.fields += keys.length
    for (const key of keys) row.keys.add(key)
  })

  process.stdout.write('\nAgreement with gpsd, ais-nmea.log: every value compared is equal\n')
  for (const [type, { messages, fields, keys }] of table) {
    process.stdout.write(`  type ${type.padEnd(10)} ${messages} messages, ${fields} values: ${[...keys].join(' ')}\n`)
  }
  expect(sentences).toEqual([])
  expect(Object.fromEntries([...table].map(([type, { messages }]) => [type, messages]))).toEqual({
    1: 116,
    3: 21,
    5: 12,
    '8 (200/10)': 6,
    18: 7,
    24: 4,
  })
  // gpsd printed nothing of the one part A whose part B never came.
  expect(alone).toBe(1)
})
