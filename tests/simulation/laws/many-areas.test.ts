import { Policy } from '@landfall/contracts'
import { type WatchedArea, watchArea } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addCraftPosition,
  type CraftState,
  newCraft,
} from '../../../packages/mass-arrivals/src/arrivals/craft-state.ts'
import { decodeCraft, encodeCraft } from '../../../packages/mass-arrivals/src/arrivals/encode-craft.ts'
import { forgetCraft } from '../../../packages/mass-arrivals/src/arrivals/forget-craft.ts'
import { createReach } from '../../../packages/mass-arrivals/src/arrivals/track/out-of-reach.ts'
import { addInside, addOutside, emptyTrack } from '../../../packages/mass-arrivals/src/arrivals/track/track.ts'
import { HOUR_MS } from '../../../packages/mass-arrivals/src/rules.ts'
import { holds } from './runs.ts'

/** Bands of 10 degrees, side by side. */
const AREAS = 20
const areas: readonly WatchedArea[] = Array.from({ length: AREAS }, (_, n) =>
  watchArea({
    areaId: `band-${n}`,
    policy: Policy.parse({}),
    contains: (longitude) => longitude >= 10 * n && longitude < 10 * (n + 1),
  }),
)
const degreesOff = (n: number, longitude: number): number => Math.max(10 * n - longitude, longitude - 10 * (n + 1))
/** The same, with how far outside a place is: 3 km for each degree, and fixes up to 80 degrees. */
const reached = areas.map((area, n) => ({
  ...area,
  slotsOutOfReach: createReach((longitude) => 3_000 * degreesOff(n, longitude)),
  keepingOf: (longitude: number) => (degreesOff(n, longitude) > 80 ? ('beyond' as const) : ('fix' as const)),
}))
const positions = fc.array(
  fc.record({
    longitude: fc.integer({ min: 0, max: 10 * AREAS + 50 }),
    latitude: fc.constant(-35),
    atMs: fc.integer({ min: 0, max: 60 * 24 }).map((hour) => hour * HOUR_MS),
  }),
  { maxLength: 12 },
)
type Positions = readonly { readonly longitude: number; readonly latitude: number; readonly atMs: number }[]

const craftAt = (some: Positions): CraftState =>
  some.reduce((craft, position) => addCraftPosition(craft, position, areas), newCraft(areas))
const entered = (some: Positions): number =>
  new Set(some.map(({ longitude }) => Math.floor(longitude / 10)).filter((n) => n < AREAS)).size
const distinct = ({ tracks }: CraftState): number => new Set(tracks).size

test('a position is in each area as if that were the only one', () => {
  holds(positions, (some) => {
    const alone = reached.map(({ contains, slotsOutOfReach, keepingOf, rules }) =>
      some.reduce((track, { longitude, latitude, atMs }) => {
        if (contains(longitude, latitude)) return addInside(track, { longitude, latitude, atMs }, rules)
        const outside = { slots: slotsOutOfReach(longitude, latitude), keeping: keepingOf(longitude) }
        return addOutside(track, { longitude, latitude, atMs }, outside, rules)
      }, emptyTrack),
    )
    const craft = some.reduce((one, position) => addCraftPosition(one, position, reached), newCraft(reached))
    expect(craft.tracks).toEqual(alone)
    expect(decodeCraft(encodeCraft(craft))).toEqual(craft)
  })
})

test('a craft has one track for all areas that it was never in: in memory, read back, and after forgetting', () => {
  holds(positions, (some) => {
    const craft = craftAt(some)
    expect(distinct(craft)).toBeLessThanOrEqual(entered(some) + 1)
    const read = decodeCraft(encodeCraft(craft))
    expect(read).toEqual(craft)
    expect(distinct(read)).toBeLessThanOrEqual(entered(some) + 1)
    const left = forgetCraft(craft, 75 * 24 * HOUR_MS, areas)
    // A track whose visits are forgotten says when they ended, and parts those before it from those after.
    if (left !== undefined) expect(distinct(left)).toBeLessThanOrEqual(2 * entered(some) + 1)
  })
})

test('a craft off twenty coasts is stored as briefly as off one', () => {
  const craft = craftAt([{ longitude: 245, latitude: -35, atMs: 500_000 * HOUR_MS }])
  const [one] = areas
  const alone = addCraftPosition(newCraft(one === undefined ? [] : [one]), { longitude: 245, latitude: -35, atMs: 500_000 * HOUR_MS }, areas.slice(0, 1)) // biome-ignore format: one position
  expect(encodeCraft(craft).length - encodeCraft(alone).length).toBe(2 * (AREAS - 1))
})

test('format 1, which wrote out every track, is read as the same, and shared', () => {
  holds(positions, (some) => {
    const craft = craftAt(some)
    const written = craft.tracks.map(({ runs, outsideHours, forgottenEndMs }) => [
      runs.map(({ first, lastMs }) => [first.atMs, first.longitude, first.latitude, lastMs]),
      outsideHours,
      forgottenEndMs,
    ])
    const read = decodeCraft(JSON.stringify([written, []]))
    expect(read).toEqual(craft)
    expect(distinct(read)).toBeLessThanOrEqual(entered(some) + 1)
  })
})
