import type { Observation } from '@landfall/contracts'
import { seeded } from '@landfall/testkit'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { latestVersions, openContents } from '../domain/content-of-alert.ts'
import { createTwoStages } from '../domain/create-two-stages.ts'
import { situationsOf } from '../oracle/situations-of.ts'
import { boat, north, OUTSIDE, reported, sea, seen } from '../tables/sea.ts'
import { faultsOfTopic } from './faults-of-topic.ts'
import { holds } from './runs.ts'

const RETENTION_DAYS = 3
/** Never longer than `retention`, or a visit could be forgotten that the text would still join with the next. */
const area = sea({ retentionDays: RETENTION_DAYS, personsHorizonDays: 1, absenceGapHours: 72, threshold: 15 })
const SETTLED_HOURS = 24 * RETENTION_DAYS

type Call = {
  readonly craft: string
  readonly gapHours: number
  readonly nm: number
  readonly people: number
  readonly stayDays: number
}

const calls: fc.Arbitrary<readonly Call[]> = fc.array(
  fc.record({
    craft: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    gapHours: fc.constantFrom(0, 1, 2, 8, 20, 23, 24, 25, 71, 72, 73, 80, 100),
    nm: fc.constantFrom(0, 0, 10, 20, 30),
    people: fc.constantFrom(1, 5, 8, 15, 16, 20),
    stayDays: fc.constantFrom(0, 0, 0, 1, 2, 5, 9),
  }),
  { minLength: 1, maxLength: 14, size: 'max' },
)

/**
 * As it happened, in order of time: each craft comes, is counted, is seen every other day for as long as it stays, and is
 * gone again within the hour, and for longer than `visitGap`: it is never counted again in the same visit. Nothing is late.
 */
const seasonOf = (list: readonly Call[]): readonly Observation[] => {
  const goneAt = new Map<string, number>()
  let hours = 0
  const season = list.flatMap(({ craft, gapHours, nm, people, stayDays }) => {
    hours += gapHours
    if (hours <= (goneAt.get(craft) ?? Number.NEGATIVE_INFINITY) + area.policy.visitGapHours) return []
    const endHours = hours + stayDays * 24
    goneAt.set(craft, endHours)
    const stay = Array.from({ length: Math.ceil(stayDays / 2) }, (_, index) =>
      seen(craft, `${Math.min(hours + (index + 1) * 48, endHours)}`),
    )
    return [...boat(craft, `${hours}`, people, north(nm)), ...stay, seen(craft, `${endHours}:30`, OUTSIDE)]
  })
  return season.sort((a, b) => Date.parse(a.observedAt) - Date.parse(b.observedAt))
}

test('forgetting changes no alert: those of a long season are those of all its observations', () => {
  holds(fc.record({ list: calls, seed: fc.integer() }), ({ list, seed }) => {
    const random = seeded(seed)
    const stages = createTwoStages([area], { observationPartitions: 2, arrivalsPartitions: 1 })
    const season = seasonOf(list)
    for (const one of season) {
      stages.append(one)
      stages.settle(1 + Math.floor(random() * 3))
      if (random() < 0.2) stages.stages[Math.floor(random() * stages.stages.length)]?.restart()
      if (random() < 0.1) stages.stages[Math.floor(random() * stages.stages.length)]?.empty()
    }
    stages.settle(9)
    expect(openContents(stages.alerts(), [area.areaId])).toEqual(situationsOf(season, [area]))
    expect(faultsOfTopic(stages.alerts())).toEqual([])
    expect(stages.rejected()).toEqual([])
  })
})

test('after `retention` nothing late changes an alert, and nothing of the craft is left in the state', () => {
  holds(calls, (list) => {
    const stages = createTwoStages([area], { observationPartitions: 1, arrivalsPartitions: 1 })
    const season = seasonOf(list)
    const hours = list.reduce((sum, { gapHours, stayDays }) => sum + gapHours + stayDays * 24, 0)
    const lateHours = hours + SETTLED_HOURS + 1
    for (const one of season) stages.append(one)
    stages.settle(5)
    const before = latestVersions(stages.alerts())
    const learned = list.flatMap(({ craft }) => [
      reported(craft, `${lateHours}`, 'headcount', 99, { observationId: 'late' }),
      seen(craft, '0', north(5)),
    ])
    // Another craft, far away, moves the time on by more than retention before anything more is learned.
    for (const one of [
      ...boat('z', `${lateHours + SETTLED_HOURS}`, 1, { longitude: -175, latitude: -45 }),
      ...learned,
    ]) {
      stages.append(one)
      stages.settle(5)
    }
    expect(latestVersions(stages.alerts())).toEqual(before)
    const keys = stages.stages.map((stage) => [...stage.stored().entries.keys()])
    expect(keys.flat().filter((key) => /track:[a-e]$/.test(key) && key.includes('/sea/'))).toEqual([])
  })
})
