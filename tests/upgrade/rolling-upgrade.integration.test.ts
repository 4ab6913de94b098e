import { setTimeout as sleep } from 'node:timers/promises'
import { topics } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { CHAOS_PREFIX } from '../chaos/await-expected-alerts.ts'
import { busyChaosSea, busyPlay } from '../chaos/busy-play.ts'
import { type ChaosSystem, openChaosSystem } from '../chaos/open-chaos-system.ts'
import { unpackPreviousRelease } from './unpack-previous-release.ts'

/** `LANDFALL_CHAOS=long` goes forwards and back three times under ten times the load. */
const IS_LONG = process.env['LANDFALL_CHAOS'] === 'long'
const ROUNDS = IS_LONG ? 3 : 1
const PLAY = { craft: IS_LONG ? 3_000 : 300, minutes: IS_LONG ? 60 : 12, seed: 14 }
const INSTANCES = 2
/** Of groups. Once it is raised, the previous release cannot go back without its state being emptied: say so here. */
const FORMAT = 1
const TICK_MS = 250
const PART_TICKS = IS_LONG ? 1_200 : 200
const TEST_MS_MAX = IS_LONG ? 1_800_000 : 300_000

/** In small parts, as time goes by; the last of it at once when `isOver`. */
const feedPlay = async (
  system: ChaosSystem,
  play: ReturnType<typeof busyPlay>,
  isOver: () => boolean,
): Promise<void> => {
  const observations = [...play].flatMap((step) => step.observations)
  const partSize = Math.ceil(observations.length / PART_TICKS)
  for (let from = 0; from < observations.length; from += partSize) {
    await system.feed(observations.slice(from, from + partSize))
    if (!isOver()) await sleep(TICK_MS)
  }
}

test('the previous release and this one in turn on the same data, under load, one instance at a time: what the oracle says, forwards and back', {
  timeout: TEST_MS_MAX,
}, async () => {
  await using open = new AsyncDisposableStack()
  const previous = await unpackPreviousRelease(open)
  const sea = await busyChaosSea()
  const system = await openChaosSystem(open, sea)
  const partition = partitionFor(sea.area.areaId, topics(CHAOS_PREFIX).arrivals.partitions)
  const key = `${CHAOS_PREFIX}:{groups:${partition}}`
  const position = async () => Number(await system.redis.hget(`${key}:position`, 'nextOffset'))
  const format = async (): Promise<unknown> => {
    const sealed = (await system.redis.hget(`${key}:entries`, 'stage')) ?? ''
    return (JSON.parse(sealed.slice(sealed.indexOf('{'))) as { readonly format?: unknown }).format
  }
  /** The owner of the area has folded and stored something, in the form of its version. */
  const awaitProgress = async (expected: unknown): Promise<void> => {
    const from = await position()
    await waitFor(async () => (await position()) > from && (await format()) === expected, {
      timeoutMs: 60_000,
      what: `a state of format ${expected}`,
    })
  }
  const roll = async (main: string | undefined): Promise<void> => {
    for (const instance of [...system.instances()]) {
      expect(await system.leave(instance, 'SIGTERM')).toBe(0)
      await system.join(main)
    }
  }

  let isOver = false
  for (let n = 0; n < INSTANCES; n += 1) await system.join(previous)
  const feeding = feedPlay(system, busyPlay(PLAY, sea.area), () => isOver)
  feeding.catch(() => {}) // Awaited below.
  await awaitProgress(undefined) // Until formats were numbered, none was stored.
  for (let round = 0; round < ROUNDS; round += 1) {
    await roll(undefined)
    await awaitProgress(FORMAT)
    await roll(previous)
    await awaitProgress(undefined)
  }
  await roll(undefined)
  await awaitProgress(FORMAT)
  isOver = true
  await feeding
  await system.expectAlerts()
})
