import { ObservationInput } from '@landfall/contracts'
import { destinationAt } from '@landfall/geo'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { TRACK_SILENCE_MS_MAX, TRACKS_OF_NUMBER_MAX } from '../radar/create-track-memory.ts'
import type { TargetReport } from '../radar/target-report.ts'
import { createNmeaReader } from '../read/create-nmea-reader.ts'
import { radarLines } from '../testing/radar-lines.ts'
import { CRAFT_MEMORY_LIMITS } from './create-craft-memory.ts'
import { createObserver } from './create-observer.ts'

const { nmea, rmc, ttm } = radarLines

const NOW_MS = Date.parse('2026-11-23T09:30:00Z')
const HOME = { longitude: 173.051, latitude: -34.402 }
const anObserver = (id = 'bridge') => createObserver({ source: { id, kind: 'radar' }, exercise: false })
type Tracked = Extract<TargetReport, { readonly status: 'tracked' }>

/** Target 7 so many seconds after NOW_MS, so far north of HOME. */
const seen = (seconds: number, northMetres = 0, changed: Partial<Tracked> = {}): Tracked => ({
  status: 'tracked',
  number: 7,
  observedAtMs: NOW_MS + seconds * 1_000,
  ...destinationAt(HOME, 0, northMetres),
  accuracyMetres: 100,
  speedKnots: undefined,
  courseDegrees: undefined,
  name: undefined,
  ...changed,
})
const gone = (status: 'lost' | 'acquiring', number = 7): TargetReport => ({ status, number })
/** The craft ids of reports, or why there is none. */
const idsOf = (reports: readonly TargetReport[], observer = anObserver()) =>
  reports.map((target) => {
    const observed = observer.observeTarget({ target })
    if (observed.outcome === 'nothing') return observed.reason
    return observed.outcome === 'observations' ? observed.observations[0]?.craftId : observed.outcome
  })
const FIRST = 'track:bridge-7-20261123093000'

test('lines become positions of a track, with its label', () => {
  const reader = createNmeaReader()
  const observer = anObserver()
  const lines = [rmc(), ttm({ name: 'BLUE BOAT' }), ttm({ time: '093002', at: '12.01,045.0,T', name: 'BLUE BOAT' })]
  const observed = lines.map((line) => {
    const read = reader.read(line, NOW_MS)
    return read.outcome === 'target' ? observer.observeTarget(read) : read.outcome
  })
  const common = { craftId: FIRST, source: { id: 'bridge', kind: 'radar' }, exercise: false }
  const moving = { speedKnots: 10.5, courseDegrees: 270, accuracyMetres: 449 }
  const observedAt = '2026-11-23T09:30:00.000Z'
  expect(observed).toMatchObject([
    'own-ship',
    {
      observations: [
        { type: 'position', ...common, observedAt, ...moving },
        { type: 'craft', ...common, observedAt, name: 'BLUE BOAT' },
      ],
    },
    { observations: [{ type: 'position', ...common, observedAt: '2026-11-23T09:30:02.000Z' }] },
  ])
})

test('targets are of kind radar, and AIS is not, whatever the source is', () => {
  const line = '!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C'
  for (const [kind, ais] of [
    ['ais', 'ais'],
    ['satellite', 'satellite'],
    ['radar', 'ais'],
  ] as const) {
    const observer = createObserver({ source: { id: 'x', kind }, exercise: true })
    expect(observer.observeTarget({ target: seen(0) })).toMatchObject({
      observations: [{ source: { kind: 'radar' }, exercise: true }],
    })
    const read = createNmeaReader().read(line, NOW_MS)
    if (read.outcome === 'message')
      expect(observer.observe(read)).toMatchObject({ observations: [{ source: { kind: ais } }] })
  }
})

describe('which craft a number is', () => {
  test.each<[string, readonly TargetReport[], readonly string[]]>([
    ['one while it is tracked', [seen(0), seen(3), seen(6)], [FIRST, FIRST, FIRST]],
    [
      'another after it was lost',
      [seen(0), gone('lost'), seen(3)],
      [FIRST, 'target-lost', 'track:bridge-7-20261123093003'],
    ],
    [
      'another after it was acquired again',
      [seen(0), gone('acquiring'), seen(3)],
      [FIRST, 'target-acquiring', 'track:bridge-7-20261123093003'],
    ],
    ['the same where another number is lost', [seen(0), gone('lost', 8), seen(3)], [FIRST, 'target-lost', FIRST]],
    ['the same after five minutes of silence', [seen(0), seen(300)], [FIRST, FIRST]],
    ['another after more', [seen(0), seen(301)], [FIRST, 'track:bridge-7-20261123093501']],
    // 60 knots for 60 s are 1,852 m, with 1,000 m of slack and 100 m of doubt on each side: 3,052 m, by the sphere.
    ['the same as far as a hull can go', [seen(0), seen(60, 3_000)], [FIRST, FIRST]],
    ['another beyond', [seen(0), seen(60, 3_100)], [FIRST, 'track:bridge-7-20261123093100']],
    [
      'the first again where it is where that can be',
      [seen(0), seen(60, 9_000), seen(63, 30), seen(66, 9_000)],
      [FIRST, 'track:bridge-7-20261123093100', FIRST, 'track:bridge-7-20261123093100'],
    ],
    [
      'the nearest of two that it can be',
      [seen(0), seen(1, 4_000), seen(120, 3_900), seen(121, 100)],
      [FIRST, 'track:bridge-7-20261123093001', 'track:bridge-7-20261123093001', FIRST],
    ],
    [
      'two that appear within one second have two ids',
      [seen(0), seen(0.5, 9_000)],
      [FIRST, 'track:bridge-7-20261123093001'],
    ],
    ['the same where a line comes late', [seen(60), seen(0), seen(63)], Array(3).fill('track:bridge-7-20261123093100')],
    ['distinguished by its number', [seen(0), seen(0, 0, { number: 8 })], [FIRST, 'track:bridge-8-20261123093000']],
    ['repeated where another connection brings it too', [seen(0), seen(0)], [FIRST, 'repeated']],
  ])('%s', (_, reports, ids) => {
    expect(idsOf(reports)).toEqual(ids)
  })

  test('the same lines, read again, lead to the same craft', () => {
    const reports = [seen(0), seen(60, 9_000), gone('lost'), seen(63), seen(1_000), seen(1_003, 20_000)]
    expect(idsOf(reports)).toEqual(idsOf(reports))
  })

  test('positions closer in time than the source is to be thinned to are left out', () => {
    const limits = { ...CRAFT_MEMORY_LIMITS, thinWithinMs: 30_000 }
    const observer = createObserver({ source: { id: 'bridge', kind: 'radar' }, exercise: false, limits })
    expect(idsOf([seen(0), seen(29), seen(30)], observer)).toEqual([FIRST, 'thinned', FIRST])
  })

  test('a boat of up to 60 knots stays one craft, however late its reports are', () => {
    const legs = fc.array(
      fc.record({
        seconds: fc.double({ min: 1, max: TRACK_SILENCE_MS_MAX / 1_000, noNaN: true }),
        knots: fc.double({ min: 0, max: 60, noNaN: true }),
        bearing: fc.double({ min: 0, max: 360, noNaN: true }),
        error: fc.double({ min: 0, max: 100, noNaN: true }),
      }),
      { minLength: 1, maxLength: 30 },
    )
    const stays = fc.property(legs, (given) => {
      let [place, seconds] = [HOME, 0] as [typeof HOME, number]
      const reports = given.map((leg) => {
        seconds += leg.seconds
        place = destinationAt(place, leg.bearing, (leg.knots * leg.seconds * 1_852) / 3_600)
        return seen(seconds, 0, destinationAt(place, leg.bearing + 90, leg.error))
      })
      expect(new Set(idsOf(reports)).size).toBe(1)
    })
    fc.assert(stays, { numRuns: 100 })
  })
})

test('the tracks of a number are bounded: the one not heard for longest is forgotten', () => {
  const observer = anObserver()
  const places = Array.from({ length: TRACKS_OF_NUMBER_MAX + 1 }, (_, n) => seen(n, n * 50_000))
  const ids = idsOf(places, observer)
  expect(new Set(ids).size).toBe(places.length)
  expect(idsOf([seen(10, 50_000), seen(11)], observer)).toEqual([ids[1], 'track:bridge-7-20261123093011'])
  expect(observer.tracked()).toBe(1)
})

test('whatever the source is called, the id is valid, and never that of another source', () => {
  const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 64 })
  const isValid = fc.property(name, name, fc.integer({ min: 0, max: 9_999 }), (one, other, number) => {
    const observationsOf = (id: string) => {
      const observed = anObserver(id).observeTarget({ target: seen(0, 0, { number }) })
      return observed.outcome === 'observations' ? observed.observations : []
    }
    const [first] = observationsOf(one)
    // What is no source id is refused for that, not for the craft's.
    const paths = ObservationInput.safeParse(first).error?.issues.map(({ path }) => path[0]) ?? []
    expect(paths).not.toContain('craftId')
    if (one !== other) expect(observationsOf(other)[0]?.craftId).not.toBe(first?.craftId)
  })
  fc.assert(isValid, { numRuns: 200 })
})

test('a label that is no printable ASCII costs no position', () => {
  const reader = createNmeaReader()
  reader.read(rmc(), NOW_MS)
  const read = reader.read(Buffer.from(nmea('RATTM,7,1,2,T,,,T,,,N,\u00e9\u0085,T'), 'latin1'), NOW_MS)
  expect(read).toMatchObject({ outcome: 'target', target: { status: 'tracked', name: undefined } })
})
