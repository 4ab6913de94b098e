import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ObservationInput } from '../messages/observation.ts'
import { canonicalJson } from './canonical-json.ts'
import { parsePlainPosition } from './parse-plain-position.ts'
import { SourceKind } from './source.ts'

const position = {
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id: 'kaitaia', kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
}

const odd = fc.constantFrom<unknown>(null, undefined, '', '1', true, [], {}, Number.NaN, Number.POSITIVE_INFINITY)
const numbers = (min: number, max: number) =>
  fc.oneof(odd, fc.double({ min, max, noNaN: true }), fc.constantFrom(min, max, min - 0.001, max + 0.001, -0))
const texts = (...some: readonly string[]) => fc.oneof(odd, fc.string({ maxLength: 140 }), fc.constantFrom(...some))

const two = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, '0'))
const clockTimes = fc
  .tuple(fc.constantFrom('0000', '0999', '1000', '2024', '9999'), two(13), two(32), two(24), two(60), two(60))
  .map(([year, month, day, hour, minute, second]) => `${year}-${month}-${day}T${hour}:${minute}:${second}`)
const times = fc.oneof(
  odd,
  fc.constantFrom('2026-02-28T23:59:59Z', '2026-02-29T00:00:00Z', '2028-02-29T00:00:00Z', '2026-11-31T00:00:00Z'),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc
    .tuple(clockTimes, fc.constantFrom('Z', '.000Z', '.5Z', '.123456789Z', '', '+00:00', 'Z\n'))
    .map((parts) => parts.join('')),
)
const sources = fc.oneof(
  odd,
  fc.record({
    id: texts('a', 'a b', 'a/b', ' a', 'Ōrion', 'a\n'),
    kind: fc.constantFrom(...SourceKind.options, 'rumour'),
  }),
  fc.constant({ id: 'a', kind: 'ais', name: 'b' }),
)

// A valid position with up to three odd fields, so that each boundary is tested with everything else in order.
const changes = fc.record(
  {
    type: texts('position', 'persons'),
    craftId: texts('track:a', ':', 'a:', 'a b:c', `a:${'x'.repeat(62)}`, `a:${'x'.repeat(63)}`, 'a:\n', 'a:é'),
    observedAt: times,
    source: sources,
    longitude: numbers(-180, 180),
    latitude: numbers(-90, 90),
    observationId: texts('a', 'a\n', 'é', 'x'.repeat(128), 'x'.repeat(129)),
    exercise: fc.oneof(odd, fc.boolean()),
    speedKnots: numbers(0, 1_000),
    courseDegrees: numbers(0, 360),
    headingDegrees: numbers(0, 360),
    accuracyMetres: numbers(0, 1_000_000),
    extra: odd,
  },
  { requiredKeys: [] },
)
const inputs = fc.tuple(changes, fc.array(fc.nat(12), { maxLength: 3 })).map(([change, kept]) => {
  const entries = Object.entries(change)
  return { ...position, ...Object.fromEntries(entries.filter((_, index) => kept.includes(index))) }
})

test('what the fast path accepts, the schema accepts with the same result', () => {
  let taken = 0
  fc.assert(
    fc.property(inputs, (input) => {
      const plain = parsePlainPosition(input)
      if (plain === undefined) return
      taken += 1
      expect(plain).toEqual(ObservationInput.parse(input))
      expect(JSON.stringify(plain)).toBe(canonicalJson(ObservationInput.parse(input)))
    }),
    { numRuns: 5_000 },
  )
  expect(taken).toBeGreaterThan(1_000) // With fewer the test would prove little.
})

test('the fast path accepts the positions that feeders send', () => {
  expect(parsePlainPosition({ ...position, speedKnots: 7.5 })).toEqual({
    ...position,
    observedAt: '2026-11-23T09:30:00.000Z',
    exercise: false,
    speedKnots: 7.5,
  })
})
