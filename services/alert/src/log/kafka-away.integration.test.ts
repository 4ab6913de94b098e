import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { AlertView } from '@landfall/contracts'
import { type LocalKafka, startKafka } from '@landfall/infra-local'
import { anAlert, waitFor } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { createOperator } from '../testing/create-operator.ts'
import { foldTopics } from '../testing/fold-topics.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, startAlert } from '../testing/start-alert.ts'

/** Set LANDFALL_OUTAGE_SECONDS for a longer outage. */
const AWAY_MS = Number(process.env['LANDFALL_OUTAGE_SECONDS'] ?? 20) * 1_000
const BACK_MS_MAX = 60_000
const ANSWER_MS_MAX = 20_000
const ALERTS = 4
const say = (): void => {}
const alertIds = Array.from({ length: ALERTS }, (_, index) => `nz-20261123-0000000${index}`)

type Outage = { readonly name: string; readonly go: (kafka: LocalKafka) => unknown; readonly isGone: boolean }
const outages: readonly Outage[] = [
  { name: 'killed', go: (kafka) => kafka.kill(), isGone: true },
  { name: 'frozen, its connections open', go: (kafka) => kafka.pause(), isGone: false },
]

/** As the topics have it: where it is, by name, is added on reading. */
const unplaced = (view: AlertView | undefined): AlertView => {
  const { place: _place, ...rest } = (view ?? {}) as AlertView
  return rest as AlertView
}

test.each(outages)(
  'during an outage of Kafka ($name) every answer to an operator and every frame is true',
  { timeout: 360_000 },
  async (outage) => {
    await using open = new AsyncDisposableStack()
    const dataDir = await mkdtemp(join(tmpdir(), 'landfall-away-'))
    open.defer(() => rm(dataDir, { recursive: true, force: true }))
    let kafka = await startKafka({ dataDir, say })
    const { brokers, port } = kafka
    open.defer(() => kafka.stop())
    const prefix = newPrefix()
    const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix }
    const instances = [open.use(await startAlert(env)), open.use(await startAlert(env))]
    const writer = open.use(await openLogWriter(brokers, prefix))
    await writer.alerts(...alertIds.map((alertId) => anAlert({ alertId })))
    await waitFor(() => instances.every(({ store }) => store.raised.length === ALERTS))

    const feeds = instances.map(({ feedUrl }) => open.use(readFeed(feedUrl)))
    await Promise.all(feeds.map((feed) => feed.next('snapshot')))
    const operators = instances.flatMap(({ address }, instance) =>
      [0, 1].map((desk) =>
        createOperator({ name: `${instance}-${desk}`, address, alertIds, seed: 2 * instance + desk }),
      ),
    )
    const working = operators.map((operator) => operator.work())
    const heartbeats = () => feeds.map((feed) => feed.of('heartbeat').at(-1))
    const done = () => operators.flatMap(({ actions }) => actions.filter(({ status }) => status === 200))
    await waitFor(() => operators.every(({ actions }) => actions.length >= 3))

    await outage.go(kafka)
    const awayFromMs = performance.now()
    const isShownAway = () => heartbeats().every((heartbeat) => heartbeat?.current === false)
    await waitFor(isShownAway, { timeoutMs: BACK_MS_MAX, what: 'heartbeats that say current: false' })
    for (const { address } of instances) {
      expect(await fetch(`${address}/v1/status`).then((response) => response.json())).toMatchObject({ current: false })
    }
    const doneBefore = done().length
    await sleep(AWAY_MS - (performance.now() - awayFromMs)) // The length of the outage: no condition to wait for.
    await waitFor(() => operators.every(({ refusals }) => refusals.length > 0), {
      what: 'every operator to be refused',
    })
    const doneWhileAway = done().length - doneBefore
    const refused = operators.flatMap(({ refusals }) => refusals)

    if (outage.isGone) kafka = await startKafka({ dataDir, port, say })
    else kafka.resume()
    await waitFor(() => heartbeats().every((heartbeat) => heartbeat?.current === true), { timeoutMs: BACK_MS_MAX })
    const before = operators.map(({ actions }) => actions.length)
    await waitFor(() => operators.every(({ actions }, index) => actions.length > (before[index] ?? 0) + 1), {
      timeoutMs: BACK_MS_MAX,
      what: 'every operator to get on with the work',
    })
    for (const operator of operators) operator.stop()
    await Promise.all(working)

    // No action was confirmed during the outage, and every operator soon got an answer that says when to retry.
    expect(doneWhileAway).toBe(0)
    expect(new Set(refused.map(({ operator }) => operator)).size).toBe(operators.length)
    for (const { status, code, retryAfter, tookMs } of refused) {
      expect({ status, isKnown: ['unavailable', 'unconfirmed'].includes(code) }).toEqual({ status: 503, isKnown: true })
      expect(Number(retryAfter)).toBeGreaterThan(0)
      expect(tookMs).toBeLessThan(ANSWER_MS_MAX)
    }

    // By the topics, every action answered with 200 took effect, once, and no refused one did.
    const folded = await foldTopics(brokers, prefix)
    for (const { alertId, key, action, status } of operators.flatMap(({ actions }) => actions)) {
      const outcome = folded.outcomeOf(alertId, 'local operator', key)
      expect({ key, status, took: outcome === 'took' }).toEqual({ key, status, took: status === 200 })
      if (action === 'note') expect(folded.notesOf(alertId).filter((text) => text === key)).toEqual([key])
    }
    // Everything that REST and the feed ever showed was true at some position of the log.
    const shown: readonly AlertView[] = [
      ...operators.flatMap(({ views }) => views),
      ...feeds.flatMap((feed) => feed.of('alert').map((frame) => frame.alert)),
    ]
    expect(shown.map(unplaced).flatMap(folded.neverTrue)).toEqual([])
    // In the end both instances and all feed clients hold what the topics say.
    for (const alertId of alertIds) {
      const last = folded.viewsOf(alertId).at(-1)
      for (const { address } of instances) {
        const response = await fetch(`${address}/v1/alerts/${alertId}`)
        expect(JSON.stringify(unplaced((await response.json()) as AlertView))).toBe(last)
      }
      for (const feed of feeds) {
        const ofAlert = () => feed.of('alert').findLast((frame) => frame.alert.alertId === alertId)
        await waitFor(() => JSON.stringify(unplaced(ofAlert()?.alert)) === last)
      }
    }
    for (const feed of feeds) expect(feed.of('error')).toEqual([]) // No feed connection was ever lost.
  },
)
