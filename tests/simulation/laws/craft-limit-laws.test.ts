import type { Observation } from '@landfall/contracts'
import type { CraftLimits } from '@landfall/mass-arrivals'
import { seeded, shuffled } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openContents } from '../domain/content-of-alert.ts'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { situationsOf } from '../oracle/situations-of.ts'
import { boat, described, north, OUTSIDE, reported, sea, seen } from '../tables/sea.ts'
import { holds } from './runs.ts'

const area = sea({ threshold: 15 })
const LIMITS: CraftLimits = { unfollowedMax: 5, followedMax: 8, reportedMax: 12 }
const shape = { observationPartitions: 1, arrivalsPartitions: 1 }

const boats = fc.uniqueArray(
  fc.record({
    craft: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    hours: fc.integer({ min: 0, max: 40 }),
    people: fc.constantFrom(1, 7, 8, 16),
    nm: fc.constantFrom(0, 10, 30),
  }),
  { selector: ({ craft }) => craft, minLength: 1 },
)
const strangers = fc.array(
  fc.record({ n: fc.nat(30), hours: fc.integer({ min: 0, max: 40 }), isInside: fc.boolean(), isNamed: fc.boolean() }),
  { maxLength: 60, size: 'max' },
)
const logs = fc.record({ boats, strangers, seed: fc.integer() })
type Log = typeof logs extends fc.Arbitrary<infer T> ? T : never

/** People are reported first and seen an hour later, among any number of strangers. */
const countedOf = ({ boats: list }: Log): readonly Observation[] =>
  list.flatMap(({ craft, hours, people, nm }) => [
    reported(craft, `${hours}`, 'headcount', people, { notPermitted: people }),
    seen(craft, `${hours}`, north(nm)),
    seen(craft, `${hours + 1}`, north(nm)),
  ])

const floodOf = ({ strangers: list }: Log): readonly Observation[] =>
  list.map(({ n, hours, isInside, isNamed }) =>
    isNamed
      ? described(`s${n}`, `${hours}`, { name: `S${n}` })
      : seen(`s${n}`, `${hours}`, isInside ? north(n) : OUTSIDE),
  )

/** Mixed at random; what is said of one craft stays in its order. */
const mixed = (log: Log): readonly Observation[] => {
  const queues = Map.groupBy([...countedOf(log), ...floodOf(log)], ({ craftId }) => craftId)
  const turns = shuffled(
    [...queues].flatMap(([craftId, list]) => list.map(() => craftId)),
    seeded(log.seed),
  )
  return turns.flatMap((craftId) => queues.get(craftId)?.shift() ?? [])
}

const stagesOf = (observations: readonly Observation[], craftLimits: CraftLimits) => {
  const stages = createTwoStages([area], { ...shape, craftLimits })
  for (const one of observations) stages.append(one)
  return stages
}

/** Without what is counted by offsets or by the engine. */
const storedCraft = ({ stages }: ReturnType<typeof createTwoStages>): ReadonlyMap<string, string> =>
  new Map([...(stages[0]?.stored().entries ?? [])].filter(([key]) => key !== 'stage').sort())

const unfollowedCount = (stages: ReturnType<typeof createTwoStages>): number =>
  [...storedCraft(stages).keys()].filter((key) => key.includes('track:s')).length

test('strangers beyond the limit change no alert, and no more of them are kept', () => {
  holds(logs, (log) => {
    const stages = stagesOf(mixed(log), LIMITS)
    const [first] = stages.stages
    while (first?.isIdle() === false) {
      first.step(1)
      expect(unfollowedCount(stages)).toBeLessThanOrEqual(LIMITS.unfollowedMax)
    }
    stages.settle(1)
    expect(openContents(stages.alerts(), [area.areaId])).toEqual(situationsOf(countedOf(log), [area]))
    expect(stages.rejected()).toEqual([])
  })
})

test('which of them are kept follows from the log, however it is cut, and through restarts and a rebuild', () => {
  holds(logs, (log) => {
    const observations = mixed(log)
    const one = stagesOf(observations, LIMITS)
    one.settle(1)
    const random = seeded(log.seed)
    const other = stagesOf(observations, LIMITS)
    const first = other.stages[0]
    while (first?.isIdle() === false) {
      first.step(1 + Math.floor(random() * 4), random() < 0.2 ? 'before-commit' : 'none')
      if (random() < 0.3) first.restart()
    }
    expect(storedCraft(other)).toEqual(storedCraft(one))
    first?.empty()
    other.settle(3)
    expect(storedCraft(other)).toEqual(storedCraft(one))
  })
})

test('below the limit nothing is forgotten', () => {
  holds(logs, (log) => {
    const observations = mixed(log)
    const bounded = stagesOf(observations, { ...LIMITS, unfollowedMax: 31 })
    const unbounded = stagesOf(observations, { ...LIMITS, unfollowedMax: Number.POSITIVE_INFINITY })
    for (const stages of [bounded, unbounded]) stages.settle(7)
    expect(storedCraft(bounded)).toEqual(storedCraft(unbounded))
  })
})

test('the craft seen longest ago goes first, whatever its key', () => {
  const stages = stagesOf(
    [...'zyxwv'].map((craft, hours) => seen(craft, `${hours}`)).concat(seen('z', '5'), seen('a', '6')),
    LIMITS,
  )
  stages.settle(1)
  expect([...storedCraft(stages).keys()]).toEqual(['meta', ...[...'avwxz'].map((craft) => `real/track:${craft}`)])
})

test('a craft too many is refused, one with people last', () => {
  const names = Array.from({ length: 9 }, (_, n) => described(`n${n}`, '0', { domestic: true }))
  const people = Array.from({ length: 5 }, (_, n) => reported(`p${n}`, '0', 'headcount', 1))
  const again = [reported('n0', '0', 'headcount', 31, { notPermitted: 31 }), ...boat('p0', '0', 31), seen('x', '0')]
  const stages = stagesOf([...names, ...people, ...again], LIMITS)
  stages.settle(3)
  expect(stages.rejected()).toEqual([
    'craftId: track:n8 is one craft too many: 8 are followed in its partition',
    'craftId: track:p4 is one craft too many: 12 are followed in its partition',
  ])
})
