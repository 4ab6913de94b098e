import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRedis } from '@landfall/infra-local'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { type RunningSystem, startSystem } from '../e2e/start-system.ts'
import {
  awaitExpectedAlerts,
  CHAOS_PREFIX,
  chaosTopics,
  EXPECTED_MS_MAX,
  type KafkaClient,
  readMassArrivals,
  readObservations,
} from './await-expected-alerts.ts'
import { boxSea } from './box-sea.ts'
import { openThreeBrokers, type PlacedBroker } from './open-three-brokers.ts'
import { type Probe, sendProbes } from './send-probes.ts'

/** `LANDFALL_CHAOS=long`: each broker in turn, each kind of loss, a minute each. */
const IS_LONG = process.env['LANDFALL_CHAOS'] === 'long'
const AWAY_MS = IS_LONG ? 60_000 : 6_000
const BACK_MS = 6_000
const STEADY_PROBES = 4
const TEST_MS_MAX = 600_000
const SERVICES = ['ingest', 'windowing', 'alert'] as const
const say = (): void => {}
const print = (line: string): boolean => process.stdout.write(`brokers-lost: ${line}\n`)

const lose = {
  killed: (broker: PlacedBroker) => broker.kill(),
  stopped: (broker: PlacedBroker) => broker.stop(),
  paused: async (broker: PlacedBroker) => broker.running()?.pause(),
} as const
type How = keyof typeof lose

const HOWS: readonly How[] = ['killed', 'stopped', 'paused']
const LOSSES: readonly (readonly [how: How, place: number])[] = IS_LONG
  ? [0, 1, 2].flatMap((place) => HOWS.map((how) => [how, place] as const))
  : [['killed', 0]]

test.each(LOSSES)(
  '%s, the broker at place %i of KAFKA_BROKERS: nothing is lost or emitted twice, and services start without it',
  { timeout: TEST_MS_MAX },
  async (how, place) => {
    await using open = new AsyncDisposableStack()
    const sea = boxSea()
    const { brokers, addresses, dutiesOf, untilReplaced } = await openThreeBrokers(open, sea.area.areaId)
    const lost = brokers[place]
    if (lost === undefined) throw new RangeError(`no place ${place}`)
    const system = await startOn(open, addresses, sea.file)
    const partitions = chaosTopics.observations.partitions
    const probing = open.adopt(sendProbes({ ...system, partitions }), ({ close }) => close())
    const shown = (): number => probing.probes().filter(({ shownAtMs }) => shownAtMs !== undefined).length
    await waitFor(() => shown() >= STEADY_PROBES, { timeoutMs: EXPECTED_MS_MAX, what: 'the first boats in alerts' })
    print(`${how}, place ${place}: it ${await dutiesOf(lost)}`)

    const lostAtMs = performance.now()
    await lose[how](lost)
    await untilReplaced(lost)
    const newLeadersAtMs = performance.now()
    await sleep(AWAY_MS) // The length of the outage: no condition to wait for.
    const areShown = (untilMs: number) => (): boolean =>
      probing.probes().every(({ sentAtMs, shownAtMs }) => sentAtMs > untilMs || shownAtMs !== undefined)
    await waitFor(areShown(newLeadersAtMs + AWAY_MS), { timeoutMs: EXPECTED_MS_MAX, what: 'alerts without it' })
    const restartAtMs = performance.now()
    await restartAll(system)
    const readyAtMs = performance.now()
    lost.running()?.resume()
    await lost.start()
    await sleep(BACK_MS)
    await probing.stop()
    await waitFor(areShown(performance.now()), { timeoutMs: EXPECTED_MS_MAX, what: 'every boat in an alert' })
    report(probing.probes(), { lostAtMs, newLeadersAtMs, restartAtMs, readyAtMs })

    expect(system.faults()).toEqual([])
    const logger = createLogger({ name: 'chaos', level: 'silent' })
    const kafka = { brokers: addresses, clientId: 'chaos', logger }
    await expectInLog(kafka, probing.probes())
    await awaitExpectedAlerts(kafka, sea)
    const versions = (await readMassArrivals(kafka)).map(({ alertId, version }) => `${alertId}/${version}`)
    print(`  ${versions.length} versions, ${versions.length - new Set(versions).size} of them repeats`)
  },
)

const startOn = async (
  open: AsyncDisposableStack,
  addresses: readonly string[],
  areaFile: string,
): Promise<RunningSystem> => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-chaos-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const areaPath = join(folder, 'sea.geojson')
  await writeFile(areaPath, areaFile)
  const redis = open.adopt(await startRedis({ dataDir: join(folder, 'redis'), say }), (handle) => handle.stop())
  const kafkaBrokers = addresses.join()
  const env = { AREAS: areaPath, LOG_LEVEL: process.env['LANDFALL_CHAOS_LOG'] ?? 'error' }
  return open.use(await startSystem({ kafkaBrokers, redisUrl: redis.url, prefix: CHAOS_PREFIX, env }))
}

/** A cold start of everything, while a broker is away. */
const restartAll = async (system: RunningSystem): Promise<void> => {
  await Promise.all(SERVICES.map((service) => system.kill(service, 'SIGTERM')))
  await Promise.all(SERVICES.map((service) => system.restart(service)))
}

/** All that was answered 202 is in the log, and what was answered at the first try is in it once. */
const expectInLog = async (kafka: KafkaClient, probes: readonly Probe[]): Promise<void> => {
  const counts = new Map<string, number>()
  for (const { observationId } of await readObservations(kafka))
    counts.set(observationId, (counts.get(observationId) ?? 0) + 1)
  const ids = (some: readonly Probe[]): readonly string[] => some.flatMap(({ observationIds }) => observationIds)
  expect(ids(probes).filter((id) => !counts.has(id))).toEqual([])
  expect(ids(probes.filter(({ tries }) => tries === 1)).filter((id) => counts.get(id) !== 1)).toEqual([])
}

type Times = {
  readonly lostAtMs: number
  readonly newLeadersAtMs: number
  readonly restartAtMs: number
  readonly readyAtMs: number
}

/** Printed, not asserted: how long is up to the machine. */
const report = (probes: readonly Probe[], { lostAtMs, newLeadersAtMs, restartAtMs, readyAtMs }: Times): void => {
  const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`
  const beforeRestart = probes.filter(({ sentAtMs }) => sentAtMs < restartAtMs)
  const taken = beforeRestart.flatMap(({ takenAtMs }) => takenAtMs ?? []).toSorted((a, b) => a - b)
  const silences = taken
    .map((atMs, index) => ({ endMs: atMs, ms: atMs - Math.max(taken[index - 1] ?? lostAtMs, lostAtMs) }))
    .filter(({ endMs }) => endMs > lostAtMs && endMs < restartAtMs)
  const longest = silences.toSorted((a, b) => b.ms - a.ms)[0] ?? { endMs: lostAtMs, ms: 0 }
  const delay = ({ sentAtMs, shownAtMs = Number.NaN }: Probe): number => shownAtMs - sentAtMs
  const lost = beforeRestart.filter(
    (probe) => probe.sentAtMs + delay(probe) > lostAtMs && (probe.shownAtMs ?? 0) < restartAtMs,
  )
  const worst = Math.max(0, ...lost.map(delay))
  const lastSlow = Math.max(
    lostAtMs,
    ...lost.filter((probe) => delay(probe) > 2_000).map(({ shownAtMs = 0 }) => shownAtMs),
  )
  print(`  new leaders after ${seconds(newLeadersAtMs - lostAtMs)}`)
  print(
    `  ingest silent for ${seconds(longest.ms)}, back ${seconds(longest.endMs - newLeadersAtMs)} after the new leaders`,
  )
  print(
    `  alerts at most ${seconds(worst)} after the first try, within 2 s again ${seconds(lastSlow - lostAtMs)} after the loss`,
  )
  print(`  all ready ${seconds(readyAtMs - restartAtMs)} after a cold start without it`)
  print(`  ${probes.length} requests, ${probes.filter(({ tries }) => tries > 1).length} of them sent more than once`)
}
