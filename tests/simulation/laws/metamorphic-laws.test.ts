import type { Observation } from '@landfall/contracts'
import { aPersonsReport, aPosition } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openContents } from '../domain/content-of-alert.ts'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import type { OracleArea, SituationContent } from '../oracle/oracle-area.ts'
import { at, boat, north, sea } from '../tables/sea.ts'
import { holds } from './runs.ts'

/** The domain's answer; these laws need no oracle: they say how an answer must change when the question does. */
const answer = ({ areas, observations }: GeneratedLog): readonly SituationContent[] => {
  const stages = createTwoStages(areas, { observationPartitions: 2, arrivalsPartitions: 1 })
  for (const observation of observations) stages.append(observation)
  stages.settle(50)
  return openContents(
    stages.alerts(),
    areas.map(({ areaId }) => areaId),
  )
}

const HOUR_MS = 3_600_000
const later = (written: string, hours: number) => new Date(Date.parse(written) + hours * HOUR_MS).toISOString()

/** Every time in any message, by the form of the text. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const shiftTimes = <T>(value: T, hours: number): T =>
  JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    typeof member === 'string' && TIME.test(member) ? later(member, hours) : member,
  )

test('all times later by whole hours: the same answer, as much later', () => {
  const cases = fc.record({ world: aGeneratedLog(), hours: fc.integer({ min: -20_000, max: 2_000 }) })
  holds(cases, ({ world, hours }) => {
    const shifted = { ...world, observations: shiftTimes(world.observations, hours) }
    expect(answer(shifted)).toEqual(shiftTimes(answer(world), hours))
  })
})

/** Eighths of a degree are exact in binary: a shift and its way back, over 180 degrees too, lose nothing. */
const wrapped = (longitude: number) => ((((longitude + 180) % 360) + 360) % 360) - 180
const shiftPlaces = <T extends { readonly longitude?: number | undefined }>(one: T, degrees: number): T =>
  one.longitude === undefined ? one : { ...one, longitude: wrapped(one.longitude + degrees) }
const shiftArea = (area: OracleArea, degrees: number): OracleArea => ({
  ...area,
  contains: (longitude, latitude) => area.contains(wrapped(longitude - degrees), latitude),
  metresToLine: (longitude, latitude, limit) => area.metresToLine(wrapped(longitude - degrees), latitude, limit),
})

/** Without what compares texts or longitudes: ids of their own, one place for each craft at each time, 180 W for 180 E. */
const withoutTies = (observations: readonly Observation[]): readonly Observation[] => {
  const places = new Map<string, { longitude: number; latitude: number }>()
  return observations.map((one, n) => {
    const observationId = `own-${n}`
    if (one.type === 'retraction') return { ...one, observationId, retracts: `own-${n % 7}` }
    if (one.type === 'craft' || one.type === 'position-retraction') return { ...one, observationId }
    if (one.longitude === undefined || one.latitude === undefined) return { ...one, observationId }
    const key = `${one.craftId} ${one.exercise} ${one.observedAt}`
    const place = places.get(key) ?? { longitude: wrapped(one.longitude), latitude: one.latitude }
    places.set(key, place)
    return { ...one, ...place, observationId }
  })
}

test('all places and the area along a parallel: the same answer, as far along', () => {
  const cases = fc.record({ world: aGeneratedLog(), eighths: fc.integer({ min: -1_440, max: 1_440 }) })
  holds(cases, ({ world, eighths }) => {
    const degrees = eighths / 8
    const still = { ...world, observations: withoutTies(world.observations) }
    const moved = {
      areas: still.areas.map((area) => shiftArea(area, degrees)),
      observations: still.observations.map((one) => ('longitude' in one ? shiftPlaces(one, degrees) : one)),
    }
    const expected = answer(still).map((content) => ({
      ...content,
      craft: content.craft.map((row) => shiftPlaces(row, degrees)),
    }))
    expect(answer(moved)).toEqual(expected)
  })
})

test('a doubt loses no arrival and nobody who is possible: it can only make less of them likely', () => {
  const most = (contents: readonly SituationContent[]) =>
    contents.map(({ unauthorised: { max, openEnded }, craft }) => ({
      max,
      openEnded,
      visits: craft.map((row) => [row.craftId, row.arrivedAt, row.unauthorised.max, row.maxInSums]),
    }))
  holds(aGeneratedLog(), ({ areas, observations }) => {
    const credulous = areas.map((area) => ({ ...area, metresToLine: () => 0 }))
    const [doubting, believing] = [answer({ areas, observations }), answer({ areas: credulous, observations })]
    expect(most(doubting)).toEqual(most(believing))
    doubting.forEach(({ unauthorised: { min, likely } }, index) => {
      expect(min).toBeLessThanOrEqual(believing[index]?.unauthorised.min ?? -1)
      expect(likely).toBeLessThanOrEqual(believing[index]?.unauthorised.likely ?? -1)
    })
  })
})

test('a craft more, all of whose people are permitted, changes nothing where permission is what counts', () => {
  const permitted = fc.record({
    people: fc.integer({ min: 1, max: 99 }),
    hours: fc.integer({ min: 0, max: 336 }),
    nm: fc.integer({ min: 0, max: 40 }),
    method: fc.constantFrom('headcount' as const, 'manifest' as const),
  })
  holds(fc.record({ any: aGeneratedLog(), permitted }), ({ any, permitted: { people, hours, nm, method } }) => {
    const areas = any.areas.map(({ policy, ...area }) => ({
      ...area,
      policy: { ...policy, counts: 'unauthorised' as const },
    }))
    const world = { ...any, areas }
    const craft = { craftId: 'track:yacht', observedAt: at(`${hours}`) }
    const yacht = [
      aPosition({ ...craft, ...north(nm) }),
      aPersonsReport({ ...craft, method, aboard: people, permitted: people }),
    ]
    expect(answer({ ...world, observations: [...world.observations, ...yacht] })).toEqual(answer(world))
  })
})

test('people of one craft spread over two side by side give the same sum for the period', () => {
  const boats = fc.array(
    fc.record({
      hours: fc.constantFrom(0, 0, 1, 2, 6, 20, 24, 25, 30, 48, 49),
      nm: fc.constantFrom(0, 0, 10, 20, 23, 25, 45),
      people: fc.integer({ min: 2, max: 40 }),
    }),
    { minLength: 1, maxLength: 8 },
  )
  const cases = boats.chain((fleet) =>
    fc.record({
      fleet: fc.constant(fleet),
      split: fc.nat({ max: fleet.length - 1 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  )
  holds(cases, ({ fleet, split, share }) => {
    const sail = (n: number, name: string, people: number) => {
      const { hours = 0, nm = 0 } = fleet[n] ?? {}
      return boat(name, `${hours}`, people, north(nm))
    }
    const whole = fleet.map(({ people }, n) => sail(n, `f${n}`, people))
    const people = fleet[split]?.people ?? 2
    const part = 1 + Math.floor(share * (people - 2))
    const spread = [...whole.toSpliced(split, 1, sail(split, `f${split}`, part)), sail(split, 'g', people - part)]
    const sums = (pieces: readonly (readonly Observation[])[]) =>
      answer({ areas: [sea()], observations: pieces.flat() })
        .map(({ unauthorised, firstArrivalAt, lastArrivalAt }) => [unauthorised, firstArrivalAt, lastArrivalAt])
        .map((one) => JSON.stringify(one))
        .sort()
    expect(sums(spread)).toEqual(sums(whole))
  })
})

test('real and exercise, one area and another, do not know of each other', () => {
  holds(aGeneratedLog(), ({ areas, observations }) => {
    const apart = areas.flatMap((area) =>
      [false, true].flatMap((exercise) =>
        answer({ areas: [area], observations: observations.filter((one) => one.exercise === exercise) }),
      ),
    )
    expect(answer({ areas, observations })).toEqual(apart)
  })
})
