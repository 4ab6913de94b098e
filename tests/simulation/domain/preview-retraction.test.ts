import { Policy } from '@landfall/contracts'
import { previewRetraction, watchArea } from '@landfall/mass-arrivals'
import { aPosition, aPositionRetraction } from '@landfall/testkit'
import { expect, test } from 'vitest'

const DAY_MS = Date.UTC(2026, 10, 23)
const ms = (hours: number): number => DAY_MS + hours * 3_600_000
const time = (hours: number): string => new Date(ms(hours)).toISOString()
const craft = { craftId: 'track:a', exercise: false }
const areas = [watchArea({ areaId: 'sea', contains: (longitude) => longitude > 170, policy: Policy.parse({}) })]
const seen = (hours: number, longitude = 175) =>
  aPosition({ ...craft, observedAt: time(hours), longitude, latitude: -35 })
const back = (from: number, to: number) =>
  aPositionRetraction({ ...craft, observedAt: time(30), fromAt: time(from), toAt: time(to) })

const foretold = (observed: readonly object[], from: number, to: number) =>
  previewRetraction(
    observed.map((one, offset) => ({ offset, timestampMs: ms(48), key: 'k', value: JSON.stringify(one) })),
    { fromMs: ms(from), toMs: ms(to) },
    craft,
    areas,
  ).map(({ areaId, fromMs, toMs, goes }) => [areaId, (fromMs - DAY_MS) / 3_600_000, (toMs - DAY_MS) / 3_600_000, goes])

test.each<[string, readonly object[], readonly [number, number], readonly unknown[]]>([
  ['a jump goes', [seen(9, 160), seen(10), seen(11, 160)], [10, 10], [['sea', 10, 10, true]]],
  ['nothing is there', [seen(9, 160), seen(10)], [8, 9], []],
  ['nothing is known of the craft', [], [8, 9], []],
  ['what reaches beyond stays', [seen(10), seen(12)], [9, 11], [['sea', 10, 12, false]]],
  ['each for itself', [seen(4), seen(11), seen(18)], [5, 11], [['sea', 11, 11, true]]],
  ['what was taken back is gone already', [seen(10), back(9, 11)], [10, 10], []],
])('%s', (_, observed, [from, to], expected) => expect(foretold(observed, from, to)).toEqual(expected))
