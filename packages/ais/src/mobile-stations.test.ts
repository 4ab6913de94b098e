import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { classifyMmsi, formatMmsi, type MmsiClass } from './observe/classify-mmsi.ts'
import { createObserver } from './observe/create-observer.ts'
import type { Observed } from './observe/observed.ts'
import { createNmeaReader } from './read/create-nmea-reader.ts'
import { readRecording } from './testing/read-recording.ts'
import { type Field, writePayload, writeSentence } from './testing/write-payload.ts'

const { LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../shared/recordings', import.meta.url)) } =
  process.env
const isThere = existsSync(recordings)
if (!isThere) process.stderr.write(`NOT TESTED on recordings: ${recordings} is not there\n`)

const RECEIVED_AT_MS = Date.UTC(2026, 10, 23, 9, 30)
const AT: readonly Field[] = [
  [104_451_000, 28],
  [-20_641_200, 27],
]
const NOWHERE: readonly Field[] = [
  [181 * 600_000, 28],
  [91 * 600_000, 27],
]
/** What precedes the place in the reports of mobile stations, and what follows it, in bits. */
const AROUND_PLACE: Readonly<Record<number, readonly [before: number, after: number]>> = {
  1: [23, 52],
  2: [23, 52],
  3: [23, 52],
  18: [19, 56],
  19: [19, 200],
}
const TYPES = Object.keys(AROUND_PLACE).map(Number)
const isType = (type: number): boolean => TYPES.includes(type)

const reportOf = (type: number, mmsi: number, place: readonly Field[]): string => {
  const [before, after] = AROUND_PLACE[type] ?? [0, 0]
  return writeSentence(writePayload([type, 6], [0, 2], [mmsi, 30], [0, before], ...place, [0, after]))
}
const observedOf = (line: string): Observed | undefined => {
  const read = createNmeaReader().read(line, RECEIVED_AT_MS)
  const { observe } = createObserver({ source: { id: 'x', kind: 'ais' }, exercise: false })
  return read.outcome === 'message' ? observe(read) : undefined
}

// By their first digits, what numbers are assigned to, and those that nobody is.
const NUMBERS = [0, 1, 2_550_000, 9_999_999, 51_200_012, 99_999_999, 100_000_000, 111_111_111, 111_512_001, 123_456_789]
const MORE = [412_000_000, 512_000_123, 851_200_001, 971_000_000, 979_000_001, 985_120_001, 995_120_001, 1_073_741_823]
const DEVICES = [970_000_000, 972_123_456, 974_999_999]
const mmsis = fc.oneof(fc.integer({ min: 0, max: 2 ** 30 - 1 }), fc.constantFrom(...NUMBERS, ...MORE, ...DEVICES))
const isDevice = (mmsi: number): boolean => [970, 972, 974].includes(Math.floor(mmsi / 1_000_000))

describe('a report of type 1, 2, 3, 18 or 19', () => {
  test('with a place is a position of a craft, whatever its number, unless it is a distress device’s', () => {
    const isCraft = fc.property(fc.constantFrom(...TYPES), mmsis, (type, mmsi) => {
      const observation = {
        type: isDevice(mmsi) ? 'distress' : 'position',
        craftId: `mmsi:${formatMmsi(mmsi)}`,
        longitude: 174.085,
        latitude: -34.402,
      }
      const expected = { outcome: 'observations', observations: [observation] }
      expect(observedOf(reportOf(type, mmsi, AT))).toMatchObject(expected)
    })
    fc.assert(isCraft, { numRuns: 300 })
  })

  test('without one is nothing, and says so; a distress device calls all the same', () => {
    const saysSo = fc.property(fc.constantFrom(...TYPES), mmsis, (type, mmsi) => {
      const nothing = { outcome: 'nothing', reason: 'position-unavailable' }
      const call = {
        outcome: 'observations',
        observations: [{ type: 'distress', craftId: `mmsi:${formatMmsi(mmsi)}` }],
      }
      expect(observedOf(reportOf(type, mmsi, NOWHERE))).toMatchObject(isDevice(mmsi) ? call : nothing)
    })
    fc.assert(saysSo, { numRuns: 300 })
  })
})

const nameOf = (observed: Observed): string => {
  if (observed.outcome === 'observations') return 'craft'
  return observed.outcome === 'nothing' ? observed.reason : observed.outcome
}

/** Of numbers like these nothing was a craft before message types decided (decision 0041). */
const STATIONS: readonly MmsiClass[] = ['none', 'coast-station', 'group', 'sar-aircraft', 'aid', 'device']

/** How many reports of these types became what; and under numbers that stations are assigned, how many craft, with how many positions. */
const countReports = (name: string) => {
  const reader = createNmeaReader()
  const { observe } = createObserver({ source: { id: 'x', kind: 'ais' }, exercise: false })
  const counts: Record<string, number> = {}
  const odd = new Set<number>()
  let positions = 0
  for (const line of readRecording(recordings, name)) {
    const read = reader.read(line, RECEIVED_AT_MS)
    if (read.outcome !== 'message' || !isType(read.message.type)) continue
    const outcome = nameOf(observe(read))
    counts[outcome] = (counts[outcome] ?? 0) + 1
    if (outcome !== 'craft' || !STATIONS.includes(classifyMmsi(read.message.mmsi))) continue
    positions += 1
    odd.add(read.message.mmsi)
  }
  return { counts, underStationNumbers: { craft: odd.size, positions } }
}

describe.runIf(isThere)('in recordings every such report is a craft, or named as something else', () => {
  test.each([
    ['ais-nmea.log', { craft: 140, 'position-unavailable': 3, repeated: 1 }, { craft: 0, positions: 0 }],
    ['amsa-nz-2.txt', { craft: 720 }, { craft: 1, positions: 11 }],
    [
      'amsa-australia.txt.gz',
      { craft: 16_625, 'position-unavailable': 320, repeated: 8_854 },
      { craft: 17, positions: 636 },
    ],
    ['dma-stream.txt', { craft: 2_962, 'position-unavailable': 23, repeated: 3 }, { craft: 7, positions: 33 }],
  ])('%s', (name, counts, underStationNumbers) => {
    expect(countReports(name)).toEqual({ counts, underStationNumbers })
  })
})
