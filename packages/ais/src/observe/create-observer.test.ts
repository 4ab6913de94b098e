import { ObservationInput } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import type { AisMessage } from '../payload/ais-message.ts'
import { decodePayload } from '../payload/decode-payload.ts'
import { createNmeaReader } from '../read/create-nmea-reader.ts'
import { checksum, type Field, type Payload, writePayload, writeSentence } from '../testing/write-payload.ts'
import { CRAFT_MEMORY_LIMITS } from './create-craft-memory.ts'
import { createObserver } from './create-observer.ts'

const MMSI = 512_000_123
const RECEIVED_AT_MS = Date.parse('2026-11-23T09:30:17.250Z')
const SOURCE = { id: 'cape-reinga', kind: 'ais' } as const
const HOUR_MS = 3_600_000

const head = (type: number, mmsi = MMSI): readonly Field[] => [
  [type, 6],
  [0, 2],
  [mmsi, 30],
]
const place: readonly Field[] = [
  [104_451_000, 28],
  [-20_641_200, 27],
]
const positionPayload = (mmsi = MMSI, { second = 15, status = 0, position = place, course = 3_084 } = {}) =>
  writePayload(
    ...head(1, mmsi),
    [status, 4],
    [-128, 8],
    [135, 10],
    [1, 1],
    ...position,
    [course, 12],
    [310, 9],
    [second, 6],
    [0, 25],
  )
const staticPayload = ({ name = 'EXAMPLE', imo = 9_074_729, type = 70, bow = 100, stern = 20 } = {}) =>
  writePayload(
    ...head(5),
    [0, 2],
    [imo, 30],
    ['ZMAB', 42],
    [name, 120],
    [type, 8],
    [bow, 9],
    [stern, 9],
    [0, 36],
    [0, 128],
    [0, 2],
  )
const partA = writePayload(...head(24), [0, 2], ['LITTLE BOAT', 120])
const partB = writePayload(...head(24), [1, 2], [37, 8], [0, 42], ['ZM1234', 42], [8, 9], [3, 9], [0, 18])
const personsPayload = (persons: number, mmsi = MMSI) =>
  writePayload(...head(8, mmsi), [0, 2], [1, 10], [16, 6], [persons, 13], [0, 3])

const textPayload = (mmsi: number, text: string) => writePayload(...head(14, mmsi), [0, 2], [text, text.length * 6])

/** Types 18 and 24, of class B. */
const mobilePayloads = (mmsi: number) =>
  [
    [writePayload(...head(18, mmsi), [0, 8], [135, 10], [1, 1], ...place, [0, 12], [511, 9], [15, 6], [0, 29])],
    [writePayload(...head(24, mmsi), [0, 2], ['LITTLE BOAT', 120])],
  ] as const

const messageOf = ({ payload, fillBits }: Payload): AisMessage => {
  const decoded = decodePayload(payload, fillBits)
  if (!decoded.ok) throw new Error(decoded.reason)
  return decoded.message
}
type Received = readonly [payload: Payload, receivedAtMs?: number]
const observeAll = (...received: readonly Received[]) => {
  const observer = createObserver({ source: SOURCE, exercise: false })
  return received.map(([payload, receivedAtMs = RECEIVED_AT_MS]) =>
    observer.observe({ message: messageOf(payload), receivedAtMs: receivedAtMs }),
  )
}
const observationsOf = (...received: readonly Received[]) =>
  observeAll(...received).map((one) => (one.outcome === 'observations' ? one.observations : one))

const common = { craftId: 'mmsi:512000123', observedAt: '2026-11-23T09:30:15.000Z', source: SOURCE, exercise: false }

describe('positions', () => {
  test('a position report becomes a position, at the second the ship sent', () => {
    const observed = observationsOf([positionPayload()])
    const expected = {
      type: 'position',
      ...common,
      longitude: 174.085,
      latitude: -34.402,
      speedKnots: 13.5,
      courseDegrees: 308.4,
      headingDegrees: 310,
      accuracyMetres: 10,
    }
    expect(observed).toEqual([[expected]])
    expect(ObservationInput.parse(expected)).toEqual(expected)
  })

  test('a long-range position states its accuracy', () => {
    const longRange = writePayload(
      ...head(27),
      [1, 1],
      [0, 1],
      [15, 4],
      [104_451, 18],
      [-20_641, 17],
      [63, 6],
      [511, 9],
      [0, 2],
    )
    expect(observationsOf([longRange])).toMatchObject([[{ latitude: -34.401667, accuracyMetres: 150 }]])
    expect(observationsOf([longRange])[0]).not.toHaveProperty('0.speedKnots')
  })

  test('a report without a place yields nothing', () => {
    const nowhere = positionPayload(MMSI, {
      position: [
        [181 * 600_000, 28],
        [91 * 600_000, 27],
      ],
    })
    expect(observeAll([nowhere])).toEqual([{ outcome: 'nothing', reason: 'position-unavailable' }])
  })

  test('a time report of a ship yields its position', () => {
    const answer = writePayload(
      ...head(11),
      [2026, 14],
      [11, 4],
      [23, 5],
      [9, 5],
      [30, 6],
      [16, 6],
      [0, 1],
      ...place,
      [1, 4],
      [0, 30],
    )
    expect(observationsOf([answer])).toMatchObject([[{ type: 'position', observedAt: '2026-11-23T09:30:16.000Z' }]])
  })

  test('a report received by several stations is one observation of a feed', () => {
    const sentence = writeSentence(positionPayload())
    const stations = [
      `\\s:2573105,c:1795426215*${checksum('s:2573105,c:1795426215')}\\${sentence}`,
      `\\s:2573140,c:1795426216500*${checksum('s:2573140,c:1795426216500')}\\${sentence}`,
      `${sentence},r003669945,1795426219`,
    ]
    const outcomes = stations.map((line) => {
      const read = createNmeaReader().read(line)
      if (read.outcome !== 'message') throw new Error(JSON.stringify(read))
      return JSON.stringify(createObserver({ source: SOURCE, exercise: false }).observe(read))
    })
    expect(new Set(outcomes).size).toBe(1)
    expect(observeAll([positionPayload(), RECEIVED_AT_MS], [positionPayload(), RECEIVED_AT_MS + 1_500])).toMatchObject([
      { outcome: 'observations' },
      { outcome: 'nothing', reason: 'repeated' },
    ])
  })

  test('positions can be thinned per craft', () => {
    const limits = { ...CRAFT_MEMORY_LIMITS, thinWithinMs: 60_000 }
    const observer = createObserver({ source: SOURCE, exercise: false, limits })
    const outcomes = [0, 30, 59, 60, 61, 119, 120, -30, -60].map((seconds) => {
      const payload = positionPayload(MMSI, { second: 60, course: 1_000 + seconds })
      const observed = observer.observe({ message: messageOf(payload), receivedAtMs: RECEIVED_AT_MS + seconds * 1_000 })
      return observed.outcome === 'nothing' ? observed.reason : observed.outcome
    })
    const [yes, no] = ['observations', 'thinned']
    expect(outcomes).toEqual([yes, no, no, yes, no, no, yes, no, yes])
  })

  test('another course at the same place and time is a new position', () => {
    expect(observeAll([positionPayload()], [positionPayload(MMSI, { course: 1 })])).toMatchObject([
      { outcome: 'observations' },
      { outcome: 'observations' },
    ])
  })
})

describe('stations that are not craft', () => {
  test.each([
    [0, 'nobody'],
    [2_550_000, 'coast-station'],
    [51_200_012, 'group'],
    [111_512_001, 'sar-aircraft'],
    [995_120_001, 'aid'],
    [979_000_001, 'device'],
  ])('%i is a %s in messages that any station sends', (mmsi, station) => {
    expect(observeAll([personsPayload(12, mmsi)])).toEqual([{ outcome: 'not-a-craft', station }])
  })

  test.each([
    [4, 'base-station'],
    [9, 'sar-aircraft'],
  ])('type %i is sent by a %s, whatever its MMSI', (type, station) => {
    expect(observeAll([writePayload(...head(type), [0, 130])])).toEqual([{ outcome: 'not-a-craft', station }])
  })

  test.each([
    [970_512_001, 'sart'],
    [972_512_001, 'mob'],
    [974_512_001, 'epirb'],
  ])('%i calls for help: %s', (mmsi, device) => {
    const call = { ...common, type: 'distress', craftId: `mmsi:${mmsi}`, device, test: false }
    const at = { longitude: 174.085, latitude: -34.402, accuracyMetres: 10 }
    const nowhere: readonly Field[] = [
      [181 * 600_000, 28],
      [91 * 600_000, 27],
    ]
    const textAt = { observedAt: '2026-11-23T09:30:17.000Z' }
    const expected = [
      [{ ...call, ...at }],
      [{ ...call, ...at, test: true }],
      [{ ...call, ...at }],
      [call],
      [{ ...call, ...textAt, text: 'SART ACTIVE' }],
      [{ ...call, ...textAt, text: 'EPIRB TEST', test: true }],
    ]
    const texts = ['SART ACTIVE', 'EPIRB TEST'].map((text): Received => [textPayload(mmsi, text)])
    const messages: readonly Received[] = [
      [positionPayload(mmsi, { status: 14 })],
      [positionPayload(mmsi, { status: 15 })],
      [positionPayload(mmsi, { status: 0 })], // Neither: it may be a poor device, and somebody in the water.
      [positionPayload(mmsi, { status: 14, position: nowhere })],
      ...texts,
    ]
    expect(observationsOf(...messages)).toEqual(expected)
    for (const [one] of expected) expect(ObservationInput.parse(one)).toBeDefined()
  })

  test('each message of a distress device is said, also the same once more; a text without letters is not', () => {
    const call = positionPayload(970_512_001, { status: 14 })
    const outcomes = observeAll([call], [call], [textPayload(970_512_001, '')], [textPayload(MMSI, 'SART ACTIVE')])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['observations', 'observations', 'nothing', 'nothing'])
  })

  // Some seas' small boats send numbers that nobody assigned; a boat is a boat under any.
  test.each([0, 1, 2_550_000, 51_200_012, 111_512_001, 979_000_001, 995_120_001, 1_000_000_000, 1_073_741_823])(
    'what only mobile stations send is from a craft, whatever its number: %i',
    (mmsi) => {
      const craftId = `mmsi:${String(mmsi).padStart(9, '0')}`
      expect(observationsOf([positionPayload(mmsi)])).toMatchObject([[{ type: 'position', craftId }]])
      for (const payload of mobilePayloads(mmsi))
        expect(observeAll(payload)).toMatchObject([{ outcome: 'observations', observations: [{ craftId }] }])
    },
  )

  test.each([985_120_001, 851_200_001, 123_456_789])('%i is a craft', (mmsi) => {
    expect(observationsOf([positionPayload(mmsi)])).toMatchObject([[{ craftId: `mmsi:${mmsi}` }]])
  })
})

describe('craft', () => {
  const craft = { ...common, type: 'craft', observedAt: '2026-11-23T09:30:17.000Z' }

  test('static data becomes a craft record', () => {
    const expected = { ...craft, name: 'EXAMPLE', callSign: 'ZMAB', imo: 9_074_729, shipType: 70, lengthMetres: 120 }
    expect(observationsOf([staticPayload()])).toEqual([[expected]])
    expect(ObservationInput.parse(expected)).toEqual({ ...expected, imo: '9074729' })
  })

  test.each([
    ['an IMO number with a wrong check digit', { imo: 9_074_728 }, 'imo'],
    ['an MMSI typed in as IMO number', { imo: MMSI }, 'imo'],
    ['a ship type that does not exist', { type: 100 }, 'shipType'],
    ['no length', { bow: 0, stern: 0 }, 'lengthMetres'],
    ['a length no ship has', { bow: 511, stern: 511 }, 'lengthMetres'],
    ['a name of spaces', { name: '  ' }, 'name'],
  ])('%s is left out', (_, given, field) => {
    expect(observationsOf([staticPayload(given)])[0]).not.toHaveProperty(`0.${field}`)
  })

  test('parts A and B of type 24 are joined in either order', () => {
    const both = { ...craft, name: 'LITTLE BOAT', callSign: 'ZM1234', shipType: 37, lengthMetres: 11 }
    const repeated = { outcome: 'nothing', reason: 'repeated' }
    expect(observationsOf([partA], [partB], [partA], [partB])).toEqual([
      [{ ...craft, name: 'LITTLE BOAT' }],
      [both],
      repeated,
      repeated,
    ])
    expect(observationsOf([partB], [partA])[1]).toEqual([both])
  })

  test('parts of type 24 far apart in time are not joined', () => {
    const later = RECEIVED_AT_MS + CRAFT_MEMORY_LIMITS.joinWithinMs + 1_000
    expect(observationsOf([partA], [partB, later])[1]).toEqual([
      { ...craft, observedAt: '2026-11-23T09:45:18.000Z', callSign: 'ZM1234', shipType: 37, lengthMetres: 11 },
    ])
  })

  test('unchanged static data is reported again after a day, changed data at once', () => {
    const outcomes = observeAll(
      [staticPayload()],
      [staticPayload(), RECEIVED_AT_MS + 6 * 60_000],
      [staticPayload({ name: 'RENAMED' }), RECEIVED_AT_MS + 12 * 60_000],
      [staticPayload({ name: 'RENAMED' }), RECEIVED_AT_MS + 23 * HOUR_MS],
      [staticPayload({ name: 'RENAMED' }), RECEIVED_AT_MS + 25 * HOUR_MS],
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'observations',
      'nothing',
      'observations',
      'nothing',
      'observations',
    ])
  })

  test('late static data does not make newer data look new', () => {
    const [, late, known] = observeAll(
      [staticPayload()],
      [staticPayload({ name: 'OLD NAME' }), RECEIVED_AT_MS - HOUR_MS],
      [staticPayload(), RECEIVED_AT_MS + HOUR_MS],
    )
    expect([late?.outcome, known?.outcome]).toEqual(['observations', 'nothing'])
  })

  test('empty static data yields nothing', () => {
    expect(observeAll([writePayload(...head(5), [0, 386])])).toEqual([
      { outcome: 'nothing', reason: 'static-data-empty' },
    ])
  })

  test('type 19 yields a position and a craft record', () => {
    const extended = writePayload(
      ...head(19),
      [0, 8],
      [55, 10],
      [1, 1],
      ...place,
      [900, 12],
      [511, 9],
      [15, 6],
      [0, 4],
      ['EXTENDED', 120],
      [36, 8],
      [10, 9],
      [4, 9],
      [0, 23],
    )
    expect(observationsOf([extended], [extended])).toMatchObject([
      [
        { type: 'position', speedKnots: 5.5 },
        { type: 'craft', name: 'EXTENDED', lengthMetres: 14 },
      ],
      { outcome: 'nothing', reason: 'repeated' },
    ])
  })

  test('memory is bounded, and evicting costs only repeats', () => {
    const observer = createObserver({
      source: SOURCE,
      exercise: false,
      limits: { ...CRAFT_MEMORY_LIMITS, craftMax: 10 },
    })
    for (let n = 0; n < 1_000; n += 1) {
      observer.observe({ message: messageOf(positionPayload(MMSI + n)), receivedAtMs: RECEIVED_AT_MS })
    }
    expect(observer.remembered()).toBe(10)
    const again = observer.observe({ message: messageOf(positionPayload()), receivedAtMs: RECEIVED_AT_MS })
    expect(again.outcome).toBe('observations')
  })
})

describe('persons', () => {
  test.each([
    [42, 42],
    [8_191, { min: 8_191, max: null }],
  ])('%i aboard', (persons, aboard) => {
    const [observed] = observationsOf([personsPayload(persons)])
    const expected = { type: 'persons', ...common, observedAt: '2026-11-23T09:30:17.000Z', method: 'manifest', aboard }
    expect(observed).toEqual([expected])
    expect(ObservationInput.parse(expected)).toBeDefined()
  })

  test('an unknown number of persons yields nothing, not 0', () => {
    expect(observeAll([personsPayload(0)])).toEqual([{ outcome: 'nothing', reason: 'persons-unknown' }])
  })

  test('an unchanged number of persons is reported once, a changed one at once', () => {
    const outcomes = observeAll(
      [personsPayload(42)],
      [personsPayload(42), RECEIVED_AT_MS + HOUR_MS],
      [personsPayload(43), RECEIVED_AT_MS + HOUR_MS],
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['observations', 'nothing', 'observations'])
  })

  test('a binary message without persons yields nothing', () => {
    const weather = writePayload(...head(8), [0, 2], [1, 10], [11, 6], [0, 296])
    expect(observeAll([weather])).toEqual([{ outcome: 'nothing', reason: 'binary-of-no-interest' }])
  })
})

test('every observation of an exercise is marked as one', () => {
  const observer = createObserver({ source: SOURCE, exercise: true })
  const observed = observer.observe({ message: messageOf(positionPayload()), receivedAtMs: RECEIVED_AT_MS })
  expect(observed).toMatchObject({ observations: [{ exercise: true }] })
})
