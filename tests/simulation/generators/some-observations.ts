import { type Observation, ObservationInput } from '@landfall/contracts'
import { aCraftRecord, aPersonsReport, aPosition, aPositionRetraction, aRetraction } from '@landfall/testkit'
import fc from 'fast-check'
import { at } from '../tables/sea.ts'
import { pools } from './pools.ts'

const START_MS = Date.parse(at('0'))

const time = (hours: readonly number[]) =>
  fc
    .tuple(fc.constantFrom(...hours), fc.constantFrom(...pools.offMs))
    .map(([hour, offMs]) => new Date(START_MS + hour * 3_600_000 + offMs).toISOString())

const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight: number) =>
  fc.oneof({ weight: 10 - weight, arbitrary: fc.constant(undefined) }, { weight, arbitrary })

/** Absent members are left out: under exact optional types an undefined one is another thing. */
const present = <T extends object>(members: T) =>
  Object.fromEntries(Object.entries(members).filter(([, member]) => member !== undefined)) as {
    [Name in keyof T]: Exclude<T[Name], undefined>
  }

const common = (hours: readonly number[]) => ({
  craftId: fc.constantFrom(...pools.craft),
  observedAt: time(hours),
  source: fc.constantFrom(...pools.sources).map((id) => ({ id, kind: 'patrol' as const })),
  observationId: maybe(fc.constantFrom(...pools.ids), 7),
  exercise: fc.oneof({ weight: 12, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
})

const insidePlace = fc.constantFrom(...pools.places)
const anyPlace = fc.oneof(
  { weight: 3, arbitrary: insidePlace },
  { weight: 1, arbitrary: fc.constantFrom(...pools.placesOutside) },
)

const people = fc.constantFrom(...pools.people)
const count = fc.oneof(
  { weight: 3, arbitrary: people },
  {
    weight: 2,
    arbitrary: fc.tuple(people, people, people, fc.boolean()).map((several) => {
      const [min = 0, likely = 0, max = 0] = several
        .slice(0, 3)
        .map(Number)
        .sort((a, b) => a - b)
      return { min, likely, max: several[3] ? max : null }
    }),
  },
)

const position = fc
  .record({ ...common(pools.arrivalHours), place: anyPlace })
  .map(({ place, ...fields }) => aPosition(present({ ...fields, ...place })))

const personsInput = fc
  .record({
    ...common(pools.reportHours),
    method: fc.constantFrom('headcount', 'sighting', 'sighting', 'manifest', 'estimate', 'intelligence'),
    aboard: count,
    permitted: maybe(count, 3),
    notPermitted: maybe(count, 4),
    place: maybe(anyPlace, 1),
  })
  // A report with a place is a position too, and those from before the first arrival would be too late.
  .map(({ place, ...fields }) => present({ ...fields, ...(Date.parse(fields.observedAt) < START_MS - 1 ? {} : place) }))

const persons = personsInput
  .filter((input) => ObservationInput.safeParse({ type: 'persons', ...input }).success)
  .map((input) => aPersonsReport(input))

const craft = fc
  .record({
    ...common(pools.reportHours),
    name: maybe(fc.constantFrom('Rangi', 'Rua'), 3),
    scheduledService: maybe(fc.boolean(), 2),
    domestic: maybe(fc.boolean(), 2),
    sameAs: maybe(fc.uniqueArray(fc.constantFrom(...pools.otherNames), { maxLength: 2 }), 6),
  })
  .map((fields) => aCraftRecord(present(fields)))

const retraction = fc
  .record({
    ...common(pools.reportHours),
    retracts: fc.constantFrom(...pools.ids),
    ofSource: maybe(fc.constantFrom(...pools.sources), 3),
  })
  .map((fields) => aRetraction(present(fields)))

const positionRetraction = fc
  .record({ ...common([336]), times: fc.tuple(time(pools.arrivalHours), time(pools.arrivalHours)) })
  .map(({ times, ...fields }) => {
    const [fromAt = '', toAt = ''] = times.toSorted()
    const [observedAt = toAt] = [fields.observedAt, toAt].toSorted().slice(-1)
    return aPositionRetraction(present({ ...fields, observedAt, fromAt, toAt }))
  })

/** A craft seen inside and reported at once: what most situations are made of. */
const arrival = fc
  .tuple(position, insidePlace, persons)
  .map(([{ observationId: _, ...seen }, place, report]): Observation[] => {
    const { craftId, exercise } = report
    return [aPosition({ ...seen, ...place, craftId, exercise }), { ...report, observedAt: seen.observedAt }]
  })

/** A craft that comes, is seen outside, and comes again, reported or not: two visits in one day, or just not. */
const returning = fc
  .tuple(
    arrival,
    fc.constantFrom(1, 2, 3),
    fc.constantFrom(3, 5, 6, 7, 20),
    fc.constantFrom(...pools.offMs),
    fc.boolean(),
  )
  .map(([[seen, report], outHours, backHours, offMs, again]): Observation[] => {
    if (seen?.type !== 'position' || report === undefined) throw new Error('an arrival is a position and a report')
    const after = (hours: number, ms = 0) =>
      new Date(Date.parse(seen.observedAt) + hours * 3_600_000 + ms).toISOString()
    const [outside] = pools.placesOutside
    const back = after(backHours, offMs)
    return [
      seen,
      report,
      { ...seen, ...outside, observedAt: after(outHours) },
      { ...seen, observedAt: back },
      ...(again ? [{ ...report, observedAt: back, observationId: `${report.observationId}-again` }] : []),
    ]
  })

/** A craft that is seen far outside before and after it arrives, as a jump or a second hull is, and perhaps inside once more. */
const jumping = fc
  .tuple(
    arrival,
    fc.constantFrom(...pools.placesFar),
    fc.uniqueArray(fc.constantFrom(-90, -60, -30, -15, -7.5, -4, 4, 7.5, 15, 30, 60, 90), {
      minLength: 2,
      maxLength: 5,
    }),
    fc.constantFrom(undefined, undefined, 5, 300),
    fc.constantFrom(undefined, undefined, 1_852, 1_853),
    // Of a craft that nobody else speaks of, mostly: it is alone for as long as it is seen once.
    fc.constantFrom('named', 'alone', 'listed'),
  )
  .map(([[seenOne, report], far, minutes, againMinutes, accuracyMetres, who]): Observation[] => {
    if (seenOne?.type !== 'position' || report?.type !== 'persons') throw new Error('an arrival is both')
    const { observedAt, source, exercise } = report
    const craftId = who === 'named' ? seenOne.craftId : 'track:j'
    const listed = { craftId, observedAt, source, exercise, method: 'manifest' as const, aboard: { min: 40, max: 45 } }
    const seen = { ...seenOne, craftId }
    const after = (minute: number) => new Date(Date.parse(seen.observedAt) + minute * 60_000).toISOString()
    return [
      seen,
      who === 'listed' ? aPersonsReport(listed) : { ...report, craftId },
      ...minutes.map((minute) => aPosition(present({ ...seen, ...far, observedAt: after(minute), accuracyMetres }))),
      ...(againMinutes === undefined ? [] : [{ ...seen, observedAt: after(againMinutes) }]),
    ]
  })

const piece: fc.Arbitrary<readonly Observation[]> = fc.oneof(
  { weight: 7, arbitrary: arrival },
  { weight: 2, arbitrary: returning },
  { weight: 2, arbitrary: jumping },
  { weight: 2, arbitrary: position.map((one) => [one]) },
  { weight: 3, arbitrary: persons.map((one) => [one]) },
  { weight: 2, arbitrary: craft.map((one) => [one]) },
  { weight: 1, arbitrary: retraction.map((one) => [one]) },
  { weight: 1, arbitrary: positionRetraction.map((one) => [one]) },
)

/** Lists of observations, dense in boundaries, conflicts, repeats and chains. None is too late for anything. */
export const someObservations = (piecesMax = 20): fc.Arbitrary<readonly Observation[]> =>
  fc
    .oneof(
      // Mostly many, since situations are made of several; but a failure shrinks to the shortest list.
      { withCrossShrink: true },
      { weight: 1, arbitrary: fc.array(piece, { minLength: 1, maxLength: 6, size: 'max' }) },
      {
        weight: 4,
        arbitrary: fc.array(piece, { minLength: Math.ceil(piecesMax / 2), maxLength: piecesMax, size: 'max' }),
      },
    )
    .map((pieces) => pieces.flat())
