import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type AlertView, canonicalJson, type Observation } from '@landfall/contracts'
import { createLogger } from '@landfall/runtime'
import { seeded, shuffled, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { followAlerts } from '../e2e/follow-alerts.ts'
import { type RunningSystem, startSystem } from '../e2e/start-system.ts'
import { latestVersions } from '../simulation/domain/content-of-alert.ts'
import {
  awaitExpectedAlerts,
  CHAOS_PREFIX,
  EXPECTED_MS_MAX,
  readMassArrivals,
  readObservations,
} from './await-expected-alerts.ts'
import { boxSea, generatedObservations } from './box-sea.ts'
import { type RestartableServices, startRestartableServices } from './start-restartable-services.ts'

/** `LANDFALL_CHAOS_ROUNDS=20` kills for as many times longer; `LANDFALL_CHAOS_SEED` is printed and repeats the data. */
const ROUNDS = Number(process.env['LANDFALL_CHAOS_ROUNDS'] ?? 1)
const SEED = Number(process.env['LANDFALL_CHAOS_SEED'] ?? Date.now() % 1_000_000)
const KILLINGS = 5 * ROUNDS
const DEAD_MS_MAX = 1_500
/** Longer than the feeder rests between two chunks. */
const IN_HAND_MS = 1_500
const CHUNK = 12
const TEST_MS_MAX = 240_000 * ROUNDS

const services = ['ingest', 'windowing', 'alert'] as const
const stores = ['kafka', 'redis'] as const
type Victim = (typeof services)[number] | (typeof stores)[number]

const isService = (victim: Victim): victim is (typeof services)[number] => !stores.includes(victim as 'kafka' | 'redis')

/** Kills one or two at once, in the middle of their work, then starts them again, as a supervisor would. */
const killSome = async (
  system: RunningSystem,
  parts: RestartableServices,
  random: () => number,
): Promise<readonly Victim[]> => {
  const victims = shuffled([...services, ...stores], random).slice(0, random() < 0.5 ? 1 : 2)
  await Promise.all(
    victims.map((victim) => (isService(victim) ? system.kill(victim, 'SIGKILL') : parts[victim].kill())),
  )
  await sleep(random() * DEAD_MS_MAX)
  await Promise.all(victims.map((victim) => (isService(victim) ? system.restart(victim) : parts[victim].start())))
  return victims
}

/** The broker accepts requests without handling them; then it is killed together with the processes that sent them. */
const loseWhatIsInHand = async (system: RunningSystem, parts: RestartableServices): Promise<void> => {
  parts.kafka.pause()
  await sleep(IN_HAND_MS)
  await Promise.all([parts.kafka.kill(), ...services.map((service) => system.kill(service, 'SIGKILL'))])
  await Promise.all([parts.kafka.start(), ...services.map((service) => system.restart(service))])
}

/** As a feeder does: the same again until the answer says that all was accepted. */
const sendUntilTaken = async (ingestUrl: string, observations: readonly Observation[]): Promise<void> => {
  const body = observations.map((one) => JSON.stringify(one)).join('\n')
  const headers = { 'content-type': 'application/x-ndjson' }
  const isTaken = async (): Promise<boolean> => {
    const answer = await fetch(`${ingestUrl}/v1/observations`, { method: 'POST', headers, body }).catch(() => null)
    if (answer === null || answer.status === 429 || answer.status === 503) return false
    const said = await answer.text().catch(() => null) // The answer may die on its way, too.
    if (said === null) return false
    expect([answer.status, said]).toEqual([202, JSON.stringify({ accepted: observations.length, rejected: [] })])
    return true
  }
  await waitFor(isTaken, { timeoutMs: EXPECTED_MS_MAX, what: 'ingest to take what it is sent' })
}

const byId = (alerts: Iterable<AlertView>): ReadonlyMap<string, AlertView> =>
  new Map([...alerts].map((alert) => [alert.alertId, alert]))

const listAlerts = async (alertUrl: string): Promise<ReadonlyMap<string, AlertView>> => {
  const answer = await fetch(`${alertUrl}/v1/alerts?limit=1000`)
  const { alerts } = (await answer.json()) as { readonly alerts: readonly AlertView[] }
  return byId(alerts)
}

test('whatever is killed, observations answered with 202 are counted, and clients of the feed end with what the topic says', {
  timeout: TEST_MS_MAX,
}, async () => {
  process.stdout.write(`chaos: LANDFALL_CHAOS_SEED=${SEED}\n`)
  const random = seeded(SEED)
  const sea = boxSea()
  await using open = new AsyncDisposableStack()
  const parts = await startRestartableServices(open)
  const areaPath = join(parts.folder, 'sea.geojson')
  await writeFile(areaPath, sea.file)
  const { kafkaBrokers, redisUrl } = parts
  const system = open.use(await startSystem({ kafkaBrokers, redisUrl, prefix: CHAOS_PREFIX, env: { AREAS: areaPath } }))
  const followed = open.use(followAlerts(system.alertUrl))

  const over = new AbortController()
  const sent: Observation[] = []
  const feed = async (): Promise<void> => {
    for (let number = 1; !over.signal.aborted; number += 1) {
      const world = generatedObservations(number, SEED)
      for (let index = 0; index < world.length && !over.signal.aborted; index += CHUNK) {
        const chunk = world.slice(index, index + CHUNK)
        await sendUntilTaken(system.ingestUrl, chunk)
        sent.push(...chunk)
        await sleep(random() * 400)
      }
    }
  }
  const kill = async (): Promise<readonly Victim[]> => {
    const killed: Victim[] = []
    await sleep(random() * 2_000)
    await loseWhatIsInHand(system, parts)
    for (let n = 0; n < KILLINGS; n += 1) {
      await sleep(random() * 2_000)
      killed.push(...(await killSome(system, parts, random)))
    }
    over.abort()
    return killed
  }
  const [killed] = await Promise.all([kill(), feed()])
  process.stdout.write(`chaos: ${sent.length} sent; killed ${killed.join(', ')}\n`)

  const kafka = { brokers: [kafkaBrokers], clientId: 'chaos', logger: createLogger({ name: 'chaos', level: 'silent' }) }
  const logged = new Set((await readObservations(kafka)).map(canonicalJson))
  expect(sent.filter((one) => !logged.has(canonicalJson(one)))).toEqual([])
  await awaitExpectedAlerts(kafka, sea)

  const published = latestVersions(await readMassArrivals(kafka)).map(({ alertId, version }) => [alertId, version])
  const versionsOf = (alerts: ReadonlyMap<string, AlertView>) => [...alerts].map(([id, { version }]) => [id, version])
  const sorted = (pairs: readonly unknown[][]) => pairs.map((pair) => pair.join('/')).sort()
  const agrees = async (): Promise<boolean> => {
    const listed = await listAlerts(system.alertUrl)
    const held = byId(followed.alerts())
    return [listed, held].every(
      (alerts) => canonicalJson(sorted(versionsOf(alerts))) === canonicalJson(sorted(published)),
    )
  }
  await waitFor(agrees, { timeoutMs: EXPECTED_MS_MAX, what: 'the feed and the list to say what the topic says' })
  expect(byId(followed.alerts())).toEqual(await listAlerts(system.alertUrl))
})
