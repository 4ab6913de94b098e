import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type ActionRecord, type AlertView, Policy, topics } from '@landfall/contracts'
import { openProducer, partitionFor } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { CHECKPOINT_RULES } from '../../services/alert/src/domain/checkpoint/checkpoint-parts.ts'
import { CHAOS_PREFIX, type ChaosSea, chaosTopics, readMassArrivals } from '../chaos/await-expected-alerts.ts'
import { busyChaosSea, busyPlay } from '../chaos/busy-play.ts'
import { type ChaosSystem, openChaosSystem } from '../chaos/open-chaos-system.ts'
import { followAlerts } from '../e2e/follow-alerts.ts'
import { latestVersions } from '../simulation/domain/content-of-alert.ts'
import { goldenStages } from '../stored-state/golden-stages.ts'
import { openAlertPair } from './open-alert-pair.ts'
import { type PreviousRelease, unpackPreviousRelease } from './unpack-previous-release.ts'

/** `LANDFALL_CHAOS=long` goes forwards and back three times under ten times the load. */
const IS_LONG = process.env['LANDFALL_CHAOS'] === 'long'
const ROUNDS = IS_LONG ? 3 : 1
const PLAY = { craft: IS_LONG ? 3_000 : 300, minutes: IS_LONG ? 60 : 12, seed: 14 }
const INSTANCES = 2
const FORMAT = goldenStages.find(({ name }) => name === 'groups')?.stateVersion.format
/** Records that an alert service keeps in its window of changes; a checkpoint is due after as many have left it. */
const WINDOW_RECORDS = 10_000
const NOTED_ALERTS = 1_000
const TICK_MS = 250
/** Longer than all changes of versions take: whoever waits for progress needs something new. The rest is sent at once after them. */
const PART_TICKS = IS_LONG ? 4_800 : 1_200
const silent = createLogger({ name: 'upgrade', level: 'silent' })
const TEST_MS_MAX = IS_LONG ? 1_800_000 : 300_000

/** The previous release refuses an area file with fields of the policy that it does not know, so both have the defaults. */
const withoutPolicy = (sea: ChaosSea): ChaosSea => {
  const { properties, ...feature } = JSON.parse(sea.file) as { readonly properties: { readonly policy?: object } }
  const { policy: _policy, ...kept } = properties
  return {
    ...sea,
    file: JSON.stringify({ ...feature, properties: kept }),
    area: { ...sea.area, policy: Policy.parse({}) },
  }
}

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

/**
 * Notes on alerts that are not there, straight into the log: they show nowhere, and are more than an instance keeps in its window of
 * changes, so that a checkpoint is due.
 */
const openNotes = async (open: AsyncDisposableStack, { parts }: ChaosSystem) => {
  const brokers = [parts.kafkaBrokers]
  const topic = chaosTopics.actions
  const producer = await openProducer({ brokers, clientId: 'notes', logger: silent, topics: [topic] })
  open.defer(() => producer.close())
  let written = 0
  const write = async (count: number): Promise<void> => {
    const notes = Array.from({ length: count }, (_, index): ActionRecord => {
      const actionId = `note-${written + index}`
      const alertId = `not-there-${index % NOTED_ALERTS}`
      const common = { type: 'action', action: 'note', operator: 'anna', expectedVersion: 1, turn: 0 } as const
      return { ...common, actionId, alertId, note: actionId, until: null, escalateAfterMs: null }
    })
    written += count
    await producer.send(notes.map((note) => ({ topic: topic.name, key: note.alertId, value: JSON.stringify(note) })))
  }
  return { write, written: () => written }
}

/** What one of the alert services has read from the actions topic since it was started. */
const ACTIONS_READ = /landfall_alert_records_total\{topic="actions",[^}]*\} (\d+)/g
const CHECKPOINTS_WRITTEN = /landfall_alert_checkpoints_total\{outcome="written"\} (\d+)/g

const stagesWithNewerFormat = async (previous: PreviousRelease): Promise<readonly string[]> => {
  const raised: string[] = []
  for (const { name, stateVersion } of goldenStages)
    if (stateVersion.format > (await previous.formatOf(name))) raised.push(name)
  return raised
}

test('the previous release and this one in turn on the same data, under load, one instance at a time: what the oracle says, forwards and back', {
  timeout: TEST_MS_MAX,
}, async () => {
  await using open = new AsyncDisposableStack()
  const previous = await unpackPreviousRelease(open)
  const sea = withoutPolicy(await busyChaosSea())
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
  const alertEnv = {
    KAFKA_BROKERS: system.parts.kafkaBrokers,
    TOPIC_PREFIX: CHAOS_PREFIX,
    AREAS: join(system.parts.folder, 'sea.geojson'),
  }
  const pair = await openAlertPair(open, alertEnv, previous.alert)
  const followed = open.use(followAlerts(pair.urls[0] ?? ''))
  const rollWindowing = async (main: string | undefined): Promise<void> => {
    for (const instance of [...system.instances()]) {
      expect(await instance.discardedStates()).toBe(0) // It would be rebuilt, and all the rest be right.
      expect(await system.leave(instance, 'SIGTERM')).toBe(0)
      await system.join(main)
    }
  }
  const raised = await stagesWithNewerFormat(previous)
  /** As docs/operating.md has it, where a format was raised: all instances are stopped, and the states of it deleted. */
  const rollWindowingBack = async (): Promise<void> => {
    if (raised.length === 0) return rollWindowing(previous.windowing)
    for (const instance of [...system.instances()]) {
      expect(await instance.discardedStates()).toBe(0)
      expect(await system.leave(instance, 'SIGTERM')).toBe(0)
    }
    for (const stage of raised)
      for (const found of await system.redis.keys(`${CHAOS_PREFIX}:{${stage}:*`)) await system.redis.unlink(found)
    for (let n = 0; n < INSTANCES; n += 1) await system.join(previous.windowing)
  }
  const noted = await openNotes(open, system)
  /** One of the instances writes a checkpoint, from which those of the other version start. */
  const awaitCheckpoint = async (notes: number): Promise<void> => {
    await noted.write(notes)
    const written = async () =>
      (await pair.metric(0, CHECKPOINTS_WRITTEN)) + (await pair.metric(1, CHECKPOINTS_WRITTEN)) > 0
    await waitFor(written, { timeoutMs: 90_000, what: 'a checkpoint' })
  }
  const hasSameRules = previous.checkpointRules === CHECKPOINT_RULES
  const expectStartedFromCheckpoint = async (): Promise<void> => {
    // Of its own rules: then what the others have written since is read too, and not what was there before.
    const readMax = hasSameRules ? WINDOW_RECORDS * 1.5 : noted.written()
    for (const place of pair.urls.keys()) expect(await pair.metric(place, ACTIONS_READ)).toBeLessThan(readMax)
  }
  /** There is a checkpoint, but of other rules. */
  const expectStartedFromTheBeginning = async (): Promise<void> =>
    expect(await pair.metric(0, ACTIONS_READ)).toBeGreaterThanOrEqual(noted.written())

  let isOver = false
  for (let n = 0; n < INSTANCES; n += 1) await system.join(previous.windowing)
  const feeding = feedPlay(system, busyPlay(PLAY, sea.area), () => isOver)
  feeding.catch(() => {}) // Awaited below.
  await awaitProgress(undefined) // Until formats were numbered, none was stored.
  const acting = new AbortController()
  const operating = pair.operate(acting.signal)
  operating.catch(() => {}) // Awaited below.
  await awaitCheckpoint(2.2 * WINDOW_RECORDS)
  for (let round = 0; round < ROUNDS; round += 1) {
    await Promise.all([rollWindowing(undefined), pair.roll(undefined)])
    await (hasSameRules || round > 0 ? expectStartedFromCheckpoint() : expectStartedFromTheBeginning())
    await Promise.all([awaitProgress(FORMAT), awaitCheckpoint(1.2 * WINDOW_RECORDS)])
    await Promise.all([rollWindowingBack(), pair.roll(previous.alert)])
    await expectStartedFromCheckpoint()
    await Promise.all([
      awaitProgress(undefined),
      hasSameRules && round + 1 < ROUNDS ? awaitCheckpoint(1.2 * WINDOW_RECORDS) : undefined,
    ])
  }
  await Promise.all([rollWindowing(undefined), pair.replace(0, undefined)]) // One alert service of each version is left.
  await awaitProgress(FORMAT)
  isOver = true
  await feeding
  await system.expectAlerts()
  acting.abort()
  const acted = await operating
  for (const instance of system.instances()) expect(await instance.discardedStates()).toBe(0)

  const kafka = { brokers: [system.parts.kafkaBrokers], clientId: 'chaos', logger: silent }
  const published = latestVersions(await readMassArrivals(kafka)).map(({ alertId, version }) => `${alertId}/${version}`)
  const named = (alerts: readonly AlertView[]) => alerts.map(({ alertId, version }) => `${alertId}/${version}`)
  for (const shown of [() => pair.list(0), () => pair.list(1), () => followed.alerts()])
    await expect.poll(async () => named(await shown()).toSorted()).toEqual(published.toSorted())
  const fields = new Set((await pair.list(1)).flatMap((alert) => Object.keys(alert)))
  /** What the previous release knows of them: fields may have been added since. */
  const known = (alerts: readonly AlertView[]) =>
    alerts.map((alert) => Object.fromEntries(Object.entries(alert).filter(([field]) => fields.has(field))))
  await expect.poll(() => pair.list(1)).toEqual(known(await pair.list(0)))
  const byId = (alerts: ReturnType<typeof known>) => new Map(alerts.map((alert) => [alert['alertId'], alert]))
  expect(byId(known(followed.alerts()))).toEqual(byId(known(await pair.list(0))))
  expect(acted.length).toBeGreaterThan(0)
  for (const place of pair.urls.keys())
    for (const { alertId, note } of acted) expect(await pair.historyOf(place, alertId)).toContain(`"${note}"`)
})
