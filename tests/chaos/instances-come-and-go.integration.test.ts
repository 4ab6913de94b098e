import { setTimeout as sleep } from 'node:timers/promises'
import { createLogger } from '@landfall/runtime'
import { seeded, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { chaosTopics } from './await-expected-alerts.ts'
import { busyChaosSea, busyPlay, type PlayStep } from './busy-play.ts'
import { measureAlertDelays } from './measure-alert-delays.ts'
import { type ChaosSystem, openChaosSystem } from './open-chaos-system.ts'

/** `LANDFALL_CHAOS=long` is the two hours of the busy sea, in six minutes; else a corner of it in some twenty seconds. */
const IS_LONG = process.env['LANDFALL_CHAOS'] === 'long'
const SEED = Number(process.env['LANDFALL_CHAOS_SEED'] ?? Date.now() % 1_000_000)
const SPEED = 20
const PLAY = IS_LONG ? { craft: 5_000, minutes: 120, seed: SEED } : { craft: 300, minutes: 8, seed: SEED }
const INSTANCES = 3
const TICK_MS = 100
/** Between two changes of membership: mostly the group has rebalanced by then. */
const PAUSE_MS = IS_LONG ? 15_000 : 8_000
/**
 * The take-over time: 10 s until the group drops a dead member, 2 s until the others notice, joining, loading. A
 * member that comes or goes in the meantime restarts the joining, and machines may be slow.
 */
const LATE_MS_MAX = 30_000
/** The alerts themselves are awaited for longer: how late they were is a separate question. */
const ALERTED_MS_MAX = 120_000
const TEST_MS_MAX = IS_LONG ? 1_800_000 : 240_000

const anyOf = <T>(all: readonly T[], random: () => number): T => {
  const one = all[Math.floor(random() * all.length)]
  if (one === undefined) throw new Error('none there')
  return one
}

/** One instance dies or leaves and is replaced, or one more joins for a while. */
const comeAndGo = async (system: ChaosSystem, random: () => number, until: AbortSignal) => {
  const done = { killed: 0, stopped: 0, added: 0 }
  for (let n = 0; !until.aborted; n += 1) {
    const leaving = anyOf(system.instances(), random)
    if (n % 3 === 0) {
      done.killed += 1
      await system.leave(leaving, 'SIGKILL')
      await system.join()
    } else if (n % 3 === 1) {
      done.added += 1
      await system.join()
    } else {
      done.stopped += 1
      expect(await system.leave(leaving, 'SIGTERM')).toBe(0)
    }
    await sleep(PAUSE_MS, undefined, { signal: until }).catch(() => {})
  }
  return done
}

/** Sends what the play has by its own clock, SPEED times as fast as it happened. */
const play = async (
  steps: Iterable<PlayStep>,
  system: ChaosSystem,
  sent: (step: PlayStep) => void,
): Promise<number> => {
  const startedMs = performance.now()
  let count = 0
  let due: PlayStep[] = []
  let dueByMs = 0
  const flush = async (): Promise<void> => {
    await system.feed(due.flatMap(({ observations }) => observations))
    for (const step of due) sent(step)
    count += due.reduce((sum, { observations }) => sum + observations.length, 0)
    due = []
  }
  for (const step of steps) {
    if (step.atMs > dueByMs) {
      await flush()
      await sleep(Math.max(0, step.atMs / SPEED - (performance.now() - startedMs)))
      dueByMs = step.atMs + TICK_MS * SPEED
    }
    due.push(step)
  }
  await flush()
  return count
}

const seconds = (ms: number | undefined): string => ((ms ?? Number.NaN) / 1_000).toFixed(1)

test('the busy sea while instances come and go: nothing missing, nothing contradicted, nothing late', {
  timeout: TEST_MS_MAX,
}, async () => {
  await using open = new AsyncDisposableStack()
  const sea = await busyChaosSea()
  const system = await openChaosSystem(open, sea)
  const logger = createLogger({ name: 'chaos', level: 'silent' })
  const alertDelays = await measureAlertDelays(open, {
    brokers: [system.parts.kafkaBrokers],
    topic: chaosTopics.alerts.name,
    logger,
  })
  await Promise.all(Array.from({ length: INSTANCES }, () => system.join()))
  const over = new AbortController()
  const coming = comeAndGo(system, seeded(SEED), over.signal)
  const startedMs = performance.now()
  const count = await play(busyPlay(PLAY, sea.area), system, ({ event }) => event && alertDelays.sent(event))
  const playedMs = performance.now() - startedMs
  over.abort()
  const done = await coming
  await waitFor(() => alertDelays.waiting().length === 0, {
    timeoutMs: ALERTED_MS_MAX,
    what: 'an alert for every event',
  }).catch(() => {
    throw new Error(`no alert for: ${alertDelays.waiting().join(', ')}; LANDFALL_CHAOS_SEED=${SEED}`)
  })
  await system.expectAlerts()
  const delays = alertDelays
    .delays()
    .map(({ ms }) => ms)
    .sort((a, b) => a - b)
  const worst = alertDelays.delays().toSorted((a, b) => b.ms - a.ms)[0]
  process.stdout.write(
    `chaos: ${count} observations in ${seconds(playedMs)} s, LANDFALL_CHAOS_SEED=${SEED}; ${JSON.stringify(done)}; ` +
      `${delays.length} events alerted after ${seconds(delays[delays.length >> 1])} s (median), ` +
      `${seconds(delays[Math.floor(delays.length * 0.9)])} s (9 of 10), ${seconds(worst?.ms)} s at most\n`,
  )
  if (IS_LONG) expect(worst?.ms, worst?.name).toBeLessThan(LATE_MS_MAX) // The short run makes no claim about speed.
})
