import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ObservationInput } from '@landfall/contracts'
import { seeded, shuffled } from '@landfall/testkit'
import { describe, expect, test } from 'vitest'
import { createObserver } from './observe/create-observer.ts'
import type { Observed } from './observe/observed.ts'
import { createNmeaReader } from './read/create-nmea-reader.ts'
import type { LineOutcome } from './read/line-outcome.ts'
import { readRecording } from './testing/read-recording.ts'

const { LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../../shared/recordings', import.meta.url)) } =
  process.env
const isThere = existsSync(recordings)
if (!isThere) process.stderr.write(`NOT TESTED on recordings: ${recordings} is not there\n`)

// What comes without a time of its own is given this one, as if it had just been received.
const RECEIVED_AT_MS = Date.UTC(2012, 0, 27, 13)

type Counts = Readonly<Record<string, number>>

const ofLine = (line: LineOutcome): string => {
  if (line.outcome === 'refused') return `refused: ${line.reason}`
  return line.outcome === 'message' ? `message, time: ${line.timeSource}` : line.outcome
}

const ofMessage = (observed: Observed): string => {
  switch (observed.outcome) {
    case 'observations':
      return observed.observations.map(({ type }) => type).join(' and ')
    case 'not-a-craft':
      return `not a craft: ${observed.station}`
    case 'nothing':
      return `nothing: ${observed.reason}`
    default:
      return observed satisfies never
  }
}

const countAll = (name: string) => {
  const reader = createNmeaReader()
  const observer = createObserver({ source: { id: 'recording', kind: 'ais' }, exercise: false })
  const lines: Record<string, number> = {}
  const messages: Record<string, number> = {}
  for (const line of readRecording(recordings, name)) {
    const read = reader.read(line, RECEIVED_AT_MS)
    lines[ofLine(read)] = (lines[ofLine(read)] ?? 0) + 1
    if (read.outcome !== 'message') continue
    const observed = observer.observe(read)
    messages[ofMessage(observed)] = (messages[ofMessage(observed)] ?? 0) + 1
    if (observed.outcome !== 'observations') continue
    for (const observation of observed.observations) ObservationInput.parse(observation)
  }
  return { lines, messages, abandoned: reader.abandoned() }
}

const RECORDINGS: readonly { name: string; lines: Counts; messages: Counts; abandoned: number }[] = [
  {
    name: 'ais-nmea.log',
    lines: {
      comment: 4,
      'other-sentence': 985,
      'own-ship': 328,
      partial: 12,
      'message, time: received': 171,
      empty: 1,
    },
    messages: {
      position: 140,
      craft: 21,
      'nothing: binary-of-no-interest': 6,
      'nothing: position-unavailable': 3,
      'nothing: repeated': 1,
    },
    abandoned: 0,
  },
  {
    name: 'amsa-nz-2.txt',
    // Seven messages of type 6 end right after the address: 72 bits, where one that says anything has 88.
    lines: { 'message, time: tag': 940, 'refused: length-too-short': 7, empty: 1 },
    messages: {
      position: 720,
      craft: 134,
      'not a craft: aid': 9,
      'nothing: binary-of-no-interest': 14,
      'nothing: repeated': 63,
    },
    abandoned: 0,
  },
  {
    name: 'amsa-australia.txt.gz',
    lines: {
      'message, time: received': 32_720,
      'message, time: suffix': 851,
      'message, time: time-line': 4,
      'unused-type': 405,
      'time-line': 26,
      'other-sentence': 6_740,
      // RMC and GGA of the stations.
      'own-ship': 767,
      proprietary: 3_029,
      // First parts of type 5 whose second parts the log does not have.
      partial: 4,
      // Torn lines: two ends of different sentences, or a sentence without its end.
      'refused: checksum-missing': 101,
      'refused: checksum-wrong': 11,
      // 21 of type 6 as above; a type 5 of 216 and a type 8 of 40 bits.
      'refused: length-too-short': 23,
      // Aids to navigation of 422 bits, filled up with zeros.
      'refused: length-too-long': 5,
      // Type 63: a receiver that passes on noise with a valid checksum.
      'refused: type-unknown': 1,
      empty: 1,
    },
    messages: {
      // 636 positions are of craft under numbers that no craft is assigned, 0 first of all.
      position: 16_637,
      craft: 1_461,
      'not a craft: base-station': 5_237,
      'not a craft: aid': 307,
      'not a craft: sar-aircraft': 44,
      // Several stations received the same report; and static data repeats every six minutes.
      'nothing: repeated': 9_530,
      'nothing: position-unavailable': 320,
      'nothing: binary-of-no-interest': 36,
      'nothing: static-data-empty': 1,
      'nothing: unused-type': 2,
    },
    abandoned: 3,
  },
  {
    name: 'dma-stream.txt',
    lines: {
      'message, time: time-line': 3_663,
      // The stations' own reports have no time line.
      'message, time: received': 88,
      'message, time: suffix': 2,
      'unused-type': 298,
      'time-line': 4_051,
      partial: 449,
      empty: 1,
    },
    messages: {
      position: 2_962,
      craft: 484,
      'not a craft: base-station': 129,
      'not a craft: aid': 43,
      'not a craft: coast-station': 64,
      'not a craft: sar-aircraft': 1,
      'nothing: binary-of-no-interest': 30,
      'nothing: position-unavailable': 23,
      'nothing: repeated': 8,
      'nothing: static-data-empty': 9,
    },
    abandoned: 0,
  },
]

describe.runIf(isThere)('recordings: every line has one outcome, every refusal its reason', () => {
  test.each(RECORDINGS)('$name', ({ name, lines, messages, abandoned }) => {
    expect(countAll(name)).toEqual({ lines, messages, abandoned })
  })
})

/** What a feed reported of craft: every position, and the latest value of each field. */
const reportedBy = (lines: readonly string[]) => {
  const reader = createNmeaReader()
  const observer = createObserver({ source: { id: 'recording', kind: 'ais' }, exercise: false })
  const positions = new Set<string>()
  const fields = new Map<string, readonly [start: string, value: unknown]>()
  for (const line of lines) {
    const read = reader.read(line)
    const observed = read.outcome === 'message' ? observer.observe(read) : undefined
    if (observed?.outcome !== 'observations') continue
    for (const observation of observed.observations) {
      if (observation.type === 'position') positions.add(JSON.stringify(observation))
      if (observation.type !== 'craft') continue
      const { craftId, observedAt } = observation
      for (const key of ['name', 'callSign', 'imo', 'shipType', 'lengthMetres'] as const) {
        const known = fields.get(`${craftId} ${key}`)
        const value = observation[key]
        if (value !== undefined && !(known !== undefined && known[0] > observedAt)) {
          fields.set(`${craftId} ${key}`, [observedAt, value])
        }
      }
    }
  }
  return { positions: [...positions].sort(), fields: [...fields].map(([key, [, value]]) => `${key} ${value}`).sort() }
}

test.runIf(isThere)('the satellite recording yields the same observations in any order', () => {
  const lines = readRecording(recordings, 'amsa-nz-2.txt')
  const reported = reportedBy(lines)
  expect([reported.positions.length, reported.fields.length]).toEqual([720, 569])
  for (let seed = 1; seed <= 10; seed += 1) expect(reportedBy(shuffled(lines, seeded(seed)))).toEqual(reported)
})
