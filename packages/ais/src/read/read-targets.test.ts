import { haversineMetres } from '@landfall/geo'
import { describe, expect, test } from 'vitest'
import { radarLines } from '../testing/radar-lines.ts'
import { checksum } from '../testing/write-payload.ts'
import { createNmeaReader } from './create-nmea-reader.ts'
import type { LineOutcome } from './line-outcome.ts'

const { nmea, PLACE, rmc, ttm } = radarLines

const NOW_MS = Date.parse('2026-11-23T09:30:00Z')
type Line = string | readonly [line: string, nowMs: number | undefined]

/** The outcome of the last line; each came at NOW_MS, or when it says. */
const lastOf = (...lines: readonly Line[]): LineOutcome | undefined => {
  const reader = createNmeaReader()
  return lines
    .map((line) => (typeof line === 'string' ? reader.read(line, NOW_MS) : reader.read(line[0], line[1])))
    .at(-1)
}
const trackedOf = (...lines: readonly Line[]) => {
  const last = lastOf(...lines)
  if (last?.outcome !== 'target' || last.target.status !== 'tracked') throw new Error(JSON.stringify(last))
  return last.target
}
const timeOf = (...lines: readonly Line[]) => new Date(trackedOf(...lines).observedAtMs).toISOString()
const reasonOf = (...lines: readonly Line[]) => {
  const last = lastOf(...lines)
  return last?.outcome === 'refused' ? last.reason : last?.outcome
}
const undated = (line: string): Line => [line, undefined]
const later = (line: string, seconds: number): Line => [line, NOW_MS + seconds * 1_000]
const tagged = (tag: string, line: string) => `\\${tag}*${checksum(tag)}\\${line}`
const gga = nmea(`GPGGA,093000,${PLACE},1,08,1.0,12,M,30,M,,`)
const hdt = nmea('HEHDT,310.0,T')

describe('where a target is', () => {
  // Places by GeographicLib (Karney), apart from this code. Accuracies: the root of 30² (own ship), of 1 % of the range squared, 30 m
  // at least, and of the range times the sine of the bearing's error squared: 1°; with a heading √2°, with a course √101°.
  test.each([
    ['12 nm in 045° true', [rmc(), ttm()], 173.221_622_9, -34.260_215_3, 449],
    ['GGA', [gga, ttm()], 173.221_622_9, -34.260_215_3, 449],
    [
      '10 km in 200.5°, heading 310° by HDT',
      [rmc(), hdt, ttm({ at: '10.0,200.5,R', unit: 'K' })],
      173.104_605,
      -34.480_447_9,
      268,
    ],
    [
      'the same by THS',
      [rmc(), nmea('HETHS,310.0,A'), ttm({ at: '10.0,200.5,R', unit: 'K' })],
      173.104_605,
      -34.480_447_9,
      268,
    ],
    [
      '5 statute miles in 90°, course 271.5° at 8 knots',
      [rmc(), ttm({ at: '5.0,90.0,R', unit: 'S' })],
      173.053_288_9,
      -34.329_485_5,
      1_407,
    ],
    [
      '8 nm across the antimeridian',
      [rmc('093000', '4400.000,S,17957.000,E'), ttm({ at: '8.00,080.0,T' })],
      -179.868_153_5,
      -43.976_700_5,
      300,
    ],
    ['a quarter of a mile north', [rmc(), ttm({ at: '0.25,000.0,T' })], 173.051, -34.397_826_3, 44],
  ])('%s', (_, lines, longitude, latitude, accuracyMetres) => {
    const found = trackedOf(...lines)
    expect(haversineMetres(found.longitude, found.latitude, longitude, latitude)).toBeLessThan(0.1)
    expect(found.accuracyMetres).toBe(accuracyMetres)
  })

  test('TLL says it, and own ship says only how exactly', () => {
    const tll = nmea('RATLL,07,3415.61292,S,17313.29737,E,,093000,T,')
    const place = { longitude: 173.221_622_8, latitude: -34.260_215_3 }
    expect(trackedOf(tll)).toMatchObject({ ...place, accuracyMetres: undefined })
    // By the great circle it is 12 nm and 41 m away.
    expect(trackedOf(rmc(), tll)).toMatchObject({ ...place, accuracyMetres: 449 })
  })
})

describe('is refused where own ship is not known', () => {
  test.each([
    ['no fix', [ttm()], 'own-position-unknown'],
    ['a fix of more than 10 s ago', [rmc(), later(ttm(), 10.1)], 'own-position-unknown'],
    ['a fix of 10 s ago', [rmc(), later(ttm(), 10)], 'target'],
    ['a fix that is void', [rmc().replace(',A,', ',V,'), ttm()], 'own-position-unknown'],
    ['no heading', [gga, ttm({ at: '1,2,R' })], 'own-heading-unknown'],
    ['a heading of more than 10 s ago', [hdt, later(gga, 11), later(ttm({ at: '1,2,R' }), 11)], 'own-heading-unknown'],
    [
      'a course too slow to be a heading',
      [rmc('093000', PLACE, '2.9,10'), ttm({ at: '1,2,R' })],
      'own-heading-unknown',
    ],
    ['a heading, and a true bearing', [gga, ttm({ at: '1,2,T' })], 'target'],
    [
      'two ships on one connection',
      [rmc(), later(rmc('093001', '3524.120,S,17303.060,E'), 1), later(ttm(), 1)],
      'own-position-doubtful',
    ],
    [
      'a leap that lasts',
      [
        rmc(),
        later(rmc('093001', '3524.120,S,17303.060,E'), 1),
        later(rmc('093002', '3524.121,S,17303.060,E'), 2),
        later(ttm(), 2),
      ],
      'target',
    ],
    [
      'another place after a gap',
      [rmc(), later(rmc('093100', '3524.120,S,17303.060,E'), 60), later(ttm(), 60)],
      'target',
    ],
  ])('%s: %s', (_, lines, outcome) => {
    expect(reasonOf(...lines)).toBe(outcome)
  })

  test('two readers know two ships', () => {
    const [one, other] = [createNmeaReader(), createNmeaReader()]
    one.read(rmc(), NOW_MS)
    expect(other.read(ttm(), NOW_MS)).toEqual({ outcome: 'refused', reason: 'own-position-unknown' })
  })
})

describe('when a target was seen', () => {
  test.each<[string, readonly Line[], string]>([
    ['its own time', [rmc(), ttm({ time: '092958.75' })], '2026-11-23T09:29:58.750Z'],
    ['when the line came, in whole seconds', [rmc(), [ttm({ time: '' }), NOW_MS + 750]], '2026-11-23T09:30:00.000Z'],
    [
      'its own time before a TAG block',
      [tagged('c:1795426200', rmc()), tagged('c:1795426203', ttm({ time: '093001' }))],
      '2026-11-23T09:30:01.000Z',
    ],
    [
      'a TAG block, where it has none',
      [tagged('c:1795426200', rmc()), tagged('c:1795426203', ttm({ time: '' }))],
      '2026-11-23T09:30:03.000Z',
    ],
    [
      'a suffix, and a logger’s prefix',
      [undated(`${rmc()},1795426200`), undated(`2026-11-23T09:30:05Z ${ttm({ time: '' })}`)],
      '2026-11-23T09:30:05.000Z',
    ],
    [
      'the day before, where the line came after midnight',
      [later(rmc(), 52_202), later(ttm({ time: '235959' }), 52_202)],
      '2026-11-23T23:59:59.000Z',
    ],
    [
      'in a file without times, by the date of RMC',
      [undated(rmc()), undated(ttm({ time: '093004' }))],
      '2026-11-23T09:30:04.000Z',
    ],
    [
      'the same across midnight',
      [undated(rmc('235959')), undated(ttm({ time: '000001' }))],
      '2026-11-24T00:00:01.000Z',
    ],
  ])('%s', (_, lines, time) => {
    expect(timeOf(...lines)).toBe(time)
  })

  test.each<[string, readonly Line[], string]>([
    ['no time at all', [undated(rmc()), undated(ttm({ time: '' }))], 'time-missing'],
    ['no date at all', [undated(gga), undated(ttm())], 'time-missing'],
    ['a clock of the zone', [rmc(), ttm({ time: '213000' })], 'target-time-far'],
    ['more than ten minutes', [rmc(), ttm({ time: '091959' })], 'target-time-far'],
    ['ten minutes', [rmc(), ttm({ time: '092000' })], 'target'],
    [
      'a fix of more than 10 s before, in a file',
      [undated(rmc()), undated(ttm({ time: '093011' }))],
      'own-position-unknown',
    ],
    [
      'two epochs behind it, in a file without a date',
      [undated(gga), undated(`${ttm()},1795426200,1795429999`)],
      'suffix-time-ambiguous',
    ],
  ])('%s: %s', (_, lines, outcome) => {
    expect(reasonOf(...lines)).toBe(outcome)
  })
})

test('lost and acquiring targets need neither time nor own ship', () => {
  expect(lastOf(undated(ttm({ status: 'L' })))).toMatchObject({
    outcome: 'target',
    target: { status: 'lost', number: 7 },
  })
  expect(lastOf(undated(ttm({ status: 'Q' })))).toMatchObject({ outcome: 'target', target: { status: 'acquiring' } })
})

test.each([
  [nmea('RATTM,x'), 'target-number-invalid'],
  [rmc(), 'own-ship'],
  [gga, 'own-ship'],
  [hdt, 'own-ship'],
  [rmc().replace(/\*../, '*00'), 'checksum-wrong'],
  [nmea('GPRMC,093000,V,,,,,,,231126,,,N'), 'other-sentence'],
  [nmea('PATTM,07'), 'proprietary'],
  [nmea('RATLB,1,X'), 'other-sentence'],
])('%s: %s', (line, outcome) => {
  expect(reasonOf(line)).toBe(outcome)
})

test('a time line dates an AIS sentence, not a fix with the same checksum', () => {
  const ais = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C'
  const body = 'PGHP,1,2026,11,23,9,12,34,567,512,,5120001,1,5C'
  const same = Array.from({ length: 1_000 }, (_, n) => rmc('093000', PLACE, `${n}.0,0.0`)).find((line) =>
    line.endsWith('*5C'),
  )
  expect(same).toBeDefined()
  expect(lastOf(nmea(body), same ?? '', ais)).toMatchObject({ timeSource: 'time-line' })
})
