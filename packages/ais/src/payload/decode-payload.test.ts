import { describe, expect, test } from 'vitest'
import { type Field, type Payload, writePayload } from '../testing/write-payload.ts'
import type { AisMessage } from './ais-message.ts'
import { decodePayload } from './decode-payload.ts'

const MMSI = 512_000_123
const decoded = ({ payload, fillBits }: Payload): AisMessage => {
  const result = decodePayload(payload, fillBits)
  if (!result.ok) throw new Error(result.reason)
  return result.message
}
const reasonOf = ({ payload, fillBits }: Payload) => {
  const result = decodePayload(payload, fillBits)
  return result.ok ? 'accepted' : result.reason
}

const head = (type: number, mmsi = MMSI): readonly Field[] => [
  [type, 6],
  [0, 2],
  [mmsi, 30],
]

/** Types 1 to 3: what is not given is "not available". */
const position = ({
  type = 1,
  status = 15,
  turn = -128,
  speed = 1_023,
  longitude = 181 * 600_000,
  latitude = 91 * 600_000,
  course = 3_600,
  heading = 511,
  second = 60,
} = {}) =>
  writePayload(
    ...head(type),
    [status, 4],
    [turn, 8],
    [speed, 10],
    [1, 1],
    [longitude, 28],
    [latitude, 27],
    [course, 12],
    [heading, 9],
    [second, 6],
    [0, 2],
    [0, 3],
    [0, 1],
    [0, 19],
  )

const longRange = (longitude: number, latitude: number, speed = 63, course = 511, spare = 0) =>
  writePayload(
    ...head(27),
    [0, 1],
    [0, 1],
    [15, 4],
    [longitude, 18],
    [latitude, 17],
    [speed, 6],
    [course, 9],
    [0, 1],
    [0, 1],
    [0, spare],
  )

describe('published examples', () => {
  test('type 1, of the AIVDM description', () => {
    expect(decoded({ payload: '177KQJ5000G?tO`K>RA1wUbN0TKH', fillBits: 0 })).toMatchObject({
      kind: 'position',
      mmsi: 477_553_000,
      navigationStatus: 5,
      turnIndicator: 0,
      speedKnots: 0,
      longitude: -122.345_833,
      latitude: 47.582_833,
      courseDegrees: 51,
      headingDegrees: 181,
      utcSecond: 15,
    })
  })

  test('type 5, of two parts', () => {
    const payload = '55P5TL01VIaAL@7WKO@mBplU@<PDhh000000001S;AJ::4A80?4i@E531@0000000000000'
    expect(decoded({ payload, fillBits: 2 })).toMatchObject({
      kind: 'static-voyage',
      mmsi: 369_190_000,
      imo: 6_710_932,
      callSign: 'WDA9674',
      name: 'MT.MITCHELL',
      shipType: 99,
      toBowMetres: 90,
      toSternMetres: 90,
      toPortMetres: 10,
      toStarboardMetres: 10,
      eta: { month: 1, day: 2, hour: 8, minute: 0 },
      draughtMetres: 6,
      destination: 'SEATTLE',
    })
  })

  test('type 4', () => {
    expect(decoded({ payload: '402R3WiuhMce1:FMUMRUMHg00H20', fillBits: 0 })).toMatchObject({ kind: 'time', type: 4 })
  })
})

describe('types 1, 2, 3', () => {
  test.each([1, 2, 3] as const)('type %i: "not available" fields are undefined', (type) => {
    expect(decoded(position({ type }))).toEqual({
      kind: 'position',
      type,
      repeat: 0,
      mmsi: MMSI,
      accurate: true,
      raim: false,
    })
  })

  test.each([
    ['east and south', 104_451_000, -20_641_200, 174.085, -34.402],
    ['west and south (the Chathams)', -105_900_000, -26_400_000, -176.5, -44],
    ['the antimeridian', 108_000_000, 0, 180, 0],
    ['the antimeridian, from the west', -108_000_000, 0, -180, 0],
    ['the South Pole', 1, -54_000_000, 0.000_002, -90],
    ['one step west and south of nowhere', -1, -1, -0.000_002, -0.000_002],
  ])('%s', (_, longitude, latitude, longitudeDegrees, latitudeDegrees) => {
    expect(decoded(position({ longitude, latitude }))).toMatchObject({
      longitude: longitudeDegrees,
      latitude: latitudeDegrees,
    })
  })

  test.each([
    [{ longitude: 108_000_001, latitude: 0 }, 'longitude-out-of-range'],
    [{ longitude: -108_000_001, latitude: 0 }, 'longitude-out-of-range'],
    [{ longitude: 0, latitude: 54_000_001 }, 'latitude-out-of-range'],
    [{ longitude: 0, latitude: -54_000_001 }, 'latitude-out-of-range'],
    [{ longitude: 0, latitude: -91 * 600_000 }, 'latitude-out-of-range'],
  ])('%j is refused', (place, reason) => {
    expect(reasonOf(position(place))).toBe(reason)
  })

  test('one coordinate without the other is not a place', () => {
    const half = decoded(position({ longitude: 0 }))
    expect(half).toMatchObject({ longitude: undefined, latitude: undefined })
  })

  test.each([
    [{ speed: 0 }, 'speedKnots', 0],
    [{ speed: 1_022 }, 'speedKnots', 102.2],
    [{ speed: 1_023 }, 'speedKnots', undefined],
    [{ course: 0 }, 'courseDegrees', 0],
    [{ course: 3_599 }, 'courseDegrees', 359.9],
    [{ course: 3_600 }, 'courseDegrees', undefined],
    [{ course: 4_095 }, 'courseDegrees', undefined],
    [{ heading: 359 }, 'headingDegrees', 359],
    [{ heading: 360 }, 'headingDegrees', undefined],
    [{ second: 59 }, 'utcSecond', 59],
    [{ second: 60 }, 'utcSecond', undefined],
    [{ second: 63 }, 'utcSecond', undefined],
    [{ turn: -127 }, 'turnIndicator', -127],
    [{ turn: 127 }, 'turnIndicator', 127],
    [{ status: 14 }, 'navigationStatus', 14],
  ])('%j: %s is %s', (given, field, value) => {
    expect(decoded(position(given))[field as keyof AisMessage]).toBe(value)
  })
})

describe('type 27', () => {
  test.each([
    ['south of the equator', 104_451, -20_641, 174.085, -34.401_667],
    ['west of Greenwich', -105_900, 26_400, -176.5, 44],
    ['the edge', 108_000, -54_000, 180, -90],
  ])('%s', (_, longitude, latitude, longitudeDegrees, latitudeDegrees) => {
    expect(decoded(longRange(longitude, latitude, 62, 359))).toMatchObject({
      kind: 'long-range',
      longitude: longitudeDegrees,
      latitude: latitudeDegrees,
      speedKnots: 62,
      courseDegrees: 359,
      current: true,
    })
  })

  test('is read from a full slot of 168 bits', () => {
    expect(decoded(longRange(1, 1, 63, 511, 72))).toMatchObject({ speedKnots: undefined, courseDegrees: undefined })
  })

  test('not available', () => {
    expect(decoded(longRange(181 * 600, 91 * 600))).toMatchObject({ longitude: undefined, latitude: undefined })
  })

  test('beyond the pole is refused', () => {
    expect(reasonOf(longRange(0, -54_001))).toBe('latitude-out-of-range')
  })
})

describe('lengths', () => {
  const of = (type: number, bits: number) => {
    const sixes = Math.ceil(bits / 6)
    const first = String.fromCharCode(type + 48)
    return reasonOf({ payload: first + '0'.repeat(Math.max(0, sixes - 1)), fillBits: sixes * 6 - bits })
  }
  const LENGTHS: readonly (readonly [type: number, least: number, most: number])[] = [
    [1, 168, 173],
    [2, 168, 173],
    [3, 168, 173],
    [4, 168, 173],
    [5, 422, 429],
    [6, 88, 1_013],
    [8, 56, 1_013],
    [9, 168, 173],
    [11, 168, 173],
    [18, 168, 173],
    [19, 312, 317],
    [21, 272, 365],
    [24, 160, 173],
    [27, 96, 101],
  ]

  test.each(LENGTHS)('type %i has %i to %i bits', (type, least, most) => {
    expect(of(type, least - 1)).toBe('length-too-short')
    expect(of(type, least)).toBe('accepted')
    expect(of(type, most)).toBe('accepted')
    expect(of(type, most + 1)).toBe(type === 27 ? 'length-too-short' : 'length-too-long')
  })

  test('type 27 may fill a slot of 168 bits', () => {
    expect([167, 168, 173, 174].map((bits) => of(27, bits))).toEqual([
      'length-too-short',
      'accepted',
      'accepted',
      'length-too-long',
    ])
  })

  test.each([0, 28, 63])('type %i does not exist', (type) => {
    expect(reasonOf(writePayload(...head(type), [0, 130]))).toBe('type-unknown')
  })

  test.each([7, 10, 12, 13, 15, 16, 17, 20, 22, 23, 25, 26])('type %i is known but not used', (type) => {
    expect(decoded(writePayload(...head(type), [0, 122]))).toEqual({ kind: 'unused', type, repeat: 0, mmsi: MMSI })
  })

  // The first is as receivers sent it on: the test of a SART.
  test.each([
    [{ payload: '>>M4fWA<59B1@E=@', fillBits: 0 }, 970_010_269, 'SART TEST'],
    [writePayload(...head(14), [0, 2], ['MOB ACTIVE', 60]), MMSI, 'MOB ACTIVE'],
    [writePayload(...head(14), [0, 2], ['A'.repeat(161), 966]), MMSI, 'A'.repeat(161)],
    [writePayload(...head(14), [0, 2]), MMSI, undefined],
  ])('type 14 has a text: %j', (payload, mmsi, text) => {
    expect(decoded(payload)).toEqual({ kind: 'text', type: 14, repeat: 0, mmsi, text })
  })

  test.each([
    ['', 0, 'length-too-short'],
    ['1', 3, 'length-too-short'],
    ['X', 0, 'payload-character'],
    ['1', 7, 'fill-bits-invalid'],
    ['0'.repeat(179), 0, 'payload-too-long'],
  ])('%j with %i fill bits: %s', (payload, fillBits, reason) => {
    expect(reasonOf({ payload, fillBits })).toBe(reason)
  })
})

describe('types 9 and 18', () => {
  test('the speed of an aircraft is in whole knots', () => {
    const aircraft = writePayload(
      ...head(9, 111_512_001),
      [303, 12],
      [120, 10],
      [0, 1],
      [104_451_000, 28],
      [-20_641_200, 27],
      [1_800, 12],
      [42, 6],
      [0, 34],
    )
    expect(decoded(aircraft)).toMatchObject({
      kind: 'aircraft',
      altitudeMetres: 303,
      speedKnots: 120,
      longitude: 174.085,
      latitude: -34.402,
      courseDegrees: 180,
      utcSecond: 42,
    })
  })

  test('decodes class B', () => {
    const classB = writePayload(
      ...head(18),
      [0, 8],
      [55, 10],
      [1, 1],
      [104_451_000, 28],
      [-20_641_200, 27],
      [900, 12],
      [91, 9],
      [7, 6],
      [0, 29],
    )
    expect(decoded(classB)).toMatchObject({
      kind: 'class-b',
      speedKnots: 5.5,
      accurate: true,
      longitude: 174.085,
      latitude: -34.402,
      courseDegrees: 90,
      headingDegrees: 91,
      utcSecond: 7,
    })
  })
})

describe('types 4 and 11', () => {
  const time = (year: number, month: number, day: number, hour: number, minute: number, second: number) =>
    writePayload(
      ...head(11),
      [year, 14],
      [month, 4],
      [day, 5],
      [hour, 5],
      [minute, 6],
      [second, 6],
      [1, 1],
      [104_451_000, 28],
      [-20_641_200, 27],
      [1, 4],
      [0, 30],
    )

  test('decodes a complete time', () => {
    expect(decoded(time(2026, 11, 23, 9, 30, 59))).toMatchObject({
      kind: 'time',
      type: 11,
      utcMs: Date.UTC(2026, 10, 23, 9, 30, 59),
      longitude: 174.085,
      positionDevice: 1,
    })
  })

  test.each([
    ['not available', 0, 0, 0, 24, 60, 60],
    ['30 February', 2026, 2, 30, 0, 0, 0],
    ['minute 60', 2026, 2, 3, 0, 60, 0],
  ])('%s is no time', (_, year, month, day, hour, minute, second) => {
    expect(decoded(time(year, month, day, hour, minute, second))).toMatchObject({ utcMs: undefined })
  })
})

describe('static data becomes a craft record', () => {
  test('type 5 of 422 bits lacks only its last flag', () => {
    const fields: readonly Field[] = [
      ...head(5),
      [0, 2],
      [9_074_729, 30],
      ['ZMAB', 42],
      ['EXAMPLE', 120],
      [70, 8],
      [100, 9],
      [20, 9],
      [8, 6],
      [9, 6],
      [1, 4],
      [0, 20],
      [51, 8],
      ['TAURANGA AND BEYOND!', 120],
    ]
    expect(decoded(writePayload(...fields))).toMatchObject({
      imo: 9_074_729,
      callSign: 'ZMAB',
      name: 'EXAMPLE',
      draughtMetres: 5.1,
      destination: 'TAURANGA AND BEYOND!',
      dataTerminalReady: undefined,
    })
    expect(decoded(writePayload(...fields, [0, 1], [0, 1]))).toMatchObject({ dataTerminalReady: true })
    expect(reasonOf(writePayload(...fields.slice(0, -1), ['TAURANGA', 114]))).toBe('length-too-short')
  })

  test('type 5 without data has undefined fields', () => {
    expect(decoded(writePayload(...head(5), [0, 386]))).toEqual({
      kind: 'static-voyage',
      type: 5,
      repeat: 0,
      mmsi: MMSI,
      aisVersion: 0,
      positionDevice: 0,
      eta: { hour: 0, minute: 0 },
      dataTerminalReady: true,
    })
  })

  test('type 19', () => {
    const extended = writePayload(
      ...head(19),
      [0, 8],
      [55, 10],
      [1, 1],
      [104_451_000, 28],
      [-20_641_200, 27],
      [900, 12],
      [511, 9],
      [7, 6],
      [0, 4],
      ['EXTENDED', 120],
      [36, 8],
      [10, 9],
      [4, 9],
      [2, 6],
      [3, 6],
      [1, 4],
      [1, 1],
      [0, 2],
      [0, 4],
    )
    expect(decoded(extended)).toMatchObject({
      kind: 'class-b-extended',
      speedKnots: 5.5,
      longitude: 174.085,
      headingDegrees: undefined,
      utcSecond: 7,
      name: 'EXTENDED',
      shipType: 36,
      toBowMetres: 10,
      toSternMetres: 4,
      toPortMetres: 2,
      toStarboardMetres: 3,
      raim: true,
    })
  })

  test.each([160, 168])('type 24 part A of %i bits', (bits) => {
    const partA = writePayload(...head(24), [0, 2], ['LITTLE BOAT', 120], [0, bits - 160])
    expect(decoded(partA)).toEqual({ kind: 'static-a', type: 24, repeat: 0, mmsi: MMSI, name: 'LITTLE BOAT' })
  })

  const partB = (mmsi: number, last: readonly Field[]) =>
    writePayload(...head(24, mmsi), [1, 2], [37, 8], ['SRT', 18], [1, 4], [12_345, 20], ['ZM1234', 42], ...last, [0, 6])

  test('type 24 part B', () => {
    const whole = partB(MMSI, [
      [8, 9],
      [3, 9],
      [2, 6],
      [1, 6],
    ])
    expect(decoded(whole)).toEqual({
      kind: 'static-b',
      type: 24,
      repeat: 0,
      mmsi: MMSI,
      shipType: 37,
      vendor: 'SRT',
      unitModel: 1,
      serialNumber: 12_345,
      callSign: 'ZM1234',
      toBowMetres: 8,
      toSternMetres: 3,
      toPortMetres: 2,
      toStarboardMetres: 1,
    })
  })

  test('an auxiliary craft names its mother ship in place of its size', () => {
    const auxiliary = decoded(partB(985_120_001, [[MMSI, 30]]))
    expect(auxiliary).toMatchObject({ mothershipMmsi: MMSI, toBowMetres: undefined })
  })

  test('type 24 part B of 160 bits is cut off, parts 2 and 3 do not exist', () => {
    expect(reasonOf(writePayload(...head(24), [1, 2], [0, 120]))).toBe('length-too-short')
    expect(reasonOf(writePayload(...head(24), [2, 2], [0, 128]))).toBe('part-unknown')
  })

  const aid = (name: string, more: readonly Field[]) =>
    writePayload(
      ...head(21, 995_120_001),
      [20, 5],
      [name, 120],
      [1, 1],
      [104_451_000, 28],
      [-20_641_200, 27],
      [0, 30],
      [1, 4],
      [60, 6],
      [1, 1],
      [0, 8],
      [0, 1],
      [1, 1],
      [0, 2],
      ...more,
    )

  test('type 21: a full name continues in the extension', () => {
    expect(decoded(aid('NORTH CARDINAL', []))).toMatchObject({
      kind: 'aid',
      aidType: 20,
      name: 'NORTH CARDINAL',
      longitude: 174.085,
      offPosition: true,
      virtual: true,
    })
    expect(
      decoded(
        aid('A VERY LONG NAME FOR', [
          [' A BUOY', 42],
          [0, 6],
        ]),
      ),
    ).toMatchObject({ name: 'A VERY LONG NAME FOR A BUOY' })
    expect(decoded(aid('SHORT', [['RUBBISH', 42]]))).toMatchObject({ name: 'SHORT' })
  })
})

describe('people aboard', () => {
  const broadcast = (areaCode: number, functionId: number, ...data: readonly Field[]) =>
    writePayload(...head(8), [0, 2], [areaCode, 10], [functionId, 6], ...data)
  const addressed = (areaCode: number, functionId: number, ...data: readonly Field[]) =>
    writePayload(...head(6), [0, 2], [2_550_000, 30], [0, 1], [0, 1], [areaCode, 10], [functionId, 6], ...data)
  const inland = (crew: number, passengers: number, personnel: number): readonly Field[] => [
    [crew, 8],
    [passengers, 13],
    [personnel, 8],
    [0, 51],
  ]

  test.each([
    ['8, 1/16', broadcast(1, 16, [42, 13], [0, 3]), { min: 42, max: 42 }],
    ['8, 1/16, or more', broadcast(1, 16, [8_191, 13], [0, 3]), { min: 8_191, max: null }],
    ['8, 1/16, 0 is unknown', broadcast(1, 16, [0, 13], [0, 3]), undefined],
    ['8, 1/40', broadcast(1, 40, [8_190, 13], [0, 3]), { min: 8_190, max: 8_190 }],
    ['8, 1/40, unknown', broadcast(1, 40, [0, 13], [0, 3]), undefined],
    ['8, 1/24', broadcast(1, 24, [0, 281], [42, 13], [0, 10]), { min: 42, max: 42 }],
    ['8, 1/24, unknown', broadcast(1, 24, [0, 304]), undefined],
    ['6, 1/16', addressed(1, 16, [42, 13], [0, 35]), { min: 42, max: 42 }],
    ['6, 1/16, unknown', addressed(1, 16, [0, 48]), undefined],
    ['6, 1/40', addressed(1, 40, [7, 13], [0, 3]), { min: 7, max: 7 }],
    ['6, 200/55', addressed(200, 55, ...inland(4, 120, 3)), { min: 127, max: 127 }],
    ['6, 200/55, crew unknown', addressed(200, 55, ...inland(255, 120, 3)), { min: 123, max: null }],
    ['6, 200/55, passengers unknown', addressed(200, 55, ...inland(4, 8_191, 3)), { min: 7, max: null }],
    ['6, 200/55, personnel unknown', addressed(200, 55, ...inland(4, 0, 255)), { min: 4, max: null }],
    ['6, 200/55, all unknown', addressed(200, 55, ...inland(255, 8_191, 255)), undefined],
    ['6, 200/55, never filled in', addressed(200, 55, ...inland(0, 0, 0)), undefined],
    ['8, 200/55', broadcast(200, 55, ...inland(4, 120, 3)), { min: 127, max: 127 }],
  ])('%s', (_, payload, persons) => {
    const message = decoded(payload)
    expect(message).toMatchObject({ kind: 'binary', mmsi: MMSI, carriesPersons: true })
    expect(message).toHaveProperty('persons', persons)
  })

  test.each([
    ['8, 1/16 of 71 bits', broadcast(1, 16, [42, 13], [0, 2])],
    ['6, 1/16 of 135 bits', addressed(1, 16, [42, 13], [0, 34])],
    ['8, 1/24 of 359 bits', broadcast(1, 24, [0, 303])],
    ['6, 200/55 of 167 bits', addressed(200, 55, [4, 8], [120, 13], [3, 8], [0, 50])],
  ])('%s is cut off', (_, payload) => {
    expect(reasonOf(payload)).toBe('length-too-short')
  })

  test.each([
    ['another function', broadcast(1, 11, [42, 13], [0, 283])],
    ['another area', broadcast(366, 16, [42, 13], [0, 3])],
  ])('%s carries no people', (_, payload) => {
    expect(decoded(payload)).toMatchObject({ carriesPersons: false, persons: undefined })
  })

  test('an addressed message has its destination', () => {
    const message = decoded(addressed(1, 16, [42, 13], [0, 35]))
    expect(message).toMatchObject({ type: 6, areaCode: 1, functionId: 16, destinationMmsi: 2_550_000, dataBits: 48 })
  })
})
