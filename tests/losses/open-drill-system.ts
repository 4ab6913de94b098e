import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Alert, type AlertView, type MassArrivalAlert, type ObservationInput, topics } from '@landfall/contracts'
import { startRedis } from '@landfall/infra-local'
import { createLogBounds, readTopic } from '@landfall/kafka'
import { connectRedis, openPartitionStore } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { expect, inject } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { feedObservations } from '../e2e/feed-observations.ts'
import { startSystem } from '../e2e/start-system.ts'
import { latestVersions } from '../simulation/domain/content-of-alert.ts'
import { expectAlertsMatchOracle } from '../simulation/laws/expect-alerts-match-oracle.ts'
import { patternOfKeys } from './documented-losses.ts'
import { openKafkaOperator } from './open-kafka-operator.ts'
import { asLogged, builtInArea } from './played-sea.ts'

/** Longer than sending the played sea again takes on a slow machine. */
const WAIT_SECONDS = 8

const logger = createLogger({ name: 'test', level: 'silent' })
const INPUT_OF = {
  arrivals: 'observations',
  groups: 'arrivals',
  'exercise-arrivals': 'exerciseObservations',
  'exercise-groups': 'exerciseArrivals',
} as const

export type MassArrivalView = Extract<AlertView, { readonly kind: 'mass-arrival' }>
type Shown = { readonly alerts: readonly AlertView[] }
type Open = AsyncDisposableStack
type Kafka = { readonly brokers: readonly string[]; readonly clientId: string; readonly logger: typeof logger }

/** The three services, a Redis of their own, and an operator who has the tools of Kafka, Redis and Landfall at hand. */
export const openDrillSystem = async (open: Open) => {
  const prefix = `l${randomUUID().slice(0, 8)}`
  const brokers = inject('kafkaBrokers').split(',')
  const kafka = { brokers, clientId: prefix, logger }
  const redis = open.adopt(await startRedis({ say: () => {} }), ({ stop }) => stop())
  const handle = open.adopt(await connectRedis({ url: redis.url, logger }), ({ close }) => close())
  const operator = open.use(await openKafkaOperator(brokers))
  const env = { RESTORED_ALERTS_WAIT_SECONDS: String(WAIT_SECONDS) }
  const system = open.use(await startSystem({ kafkaBrokers: brokers.join(), redisUrl: redis.url, prefix, env }))
  const progress = followProgress(open, kafka, handle, prefix)
  const { readMassArrivals, untilAgreed } = readAlerts(kafka, prefix)
  const fetchText = async (url: string): Promise<string> => (await fetch(url)).text()

  return {
    prefix,
    redis: handle.client,
    readMassArrivals,
    untilAgreed,
    feed: (observations: readonly ObservationInput[]) => feedObservations(system.ingestUrl, observations),
    lose: (roles: readonly string[]) => operator.deleteTopics(roles.map((role) => `${prefix}.${role}.v1`)),
    loseGroups: () => operator.deleteGroups(prefix),
    /** `landfall …`. */
    landfall: async (...args: readonly string[]): Promise<void> => {
      const result = await runInProcess([...args, '--prefix', prefix, '--brokers', brokers.join()])
      expect(result).toMatchObject({ code: 0, stderr: '' })
    },
    deleteKeys: async (stages: readonly string[]): Promise<void> => {
      for (const stage of stages) {
        const keys = await handle.client.keys(patternOfKeys(prefix, stage))
        if (keys.length > 0) await handle.client.unlink(keys)
      }
    },
    stopAll: async (): Promise<void> => {
      await Promise.all((['ingest', 'windowing', 'alert'] as const).map((name) => system.kill(name, 'SIGTERM')))
    },
    /** Windowing first; the others when its `/health/ready` has answered 200. */
    startInOrder: async (): Promise<void> => {
      await system.restart('windowing')
      await Promise.all([system.restart('ingest'), system.restart('alert')])
    },
    /** Resolves when windowing has read and stored all there is. */
    untilFolded: () =>
      progress.untilFolded().catch(async (error: unknown) => {
        throw new Error(await fetchText(`${system.windowingUrl}/health/ready`), { cause: error })
      }),
    act: (alert: MassArrivalView, action: 'acknowledge' | 'close') => act(system.alertUrl, alert, action),
    /** What operators see of mass arrivals, with their side of it, once it is as new as the topic. */
    listAlerts: async (): Promise<readonly MassArrivalView[]> => {
      const versions = versionsOf(latestVersions(await readMassArrivals()))
      const listShown = async () => {
        const { alerts } = JSON.parse(await fetchText(`${system.alertUrl}/v1/alerts?limit=1000`)) as Shown
        const shown = alerts.filter((alert) => alert.kind === 'mass-arrival')
        return isDeepStrictEqual(versionsOf(shown), versions) && shown
      }
      return await waitFor(listShown, { what: 'the alert service to show what is in the topic' })
    },
  }
}

const readAlerts = (kafka: Kafka, prefix: string) => {
  const topic = topics(prefix).alerts.name
  const readMassArrivals = async (): Promise<readonly MassArrivalAlert[]> => {
    const alerts: Alert[] = []
    for await (const { value } of readTopic({ ...kafka, topic })) alerts.push(JSON.parse(String(value)) as Alert)
    return alerts.filter((alert) => alert.kind === 'mass-arrival')
  }
  return {
    /** Every version, in the order of the topic. */
    readMassArrivals,
    /** Resolves when the alerts topic is what the oracle says of these observations, without a fault. */
    untilAgreed: async (observations: readonly ObservationInput[]): Promise<void> => {
      const logged = observations.map(asLogged)
      let why: unknown
      const isAgreed = async (): Promise<boolean> => {
        try {
          expectAlertsMatchOracle(await readMassArrivals(), logged, [builtInArea])
          return true
        } catch (error) {
          why = error
          return false
        }
      }
      await waitFor(isAgreed).catch((error: unknown) => {
        throw why ?? error
      })
    },
  }
}

const followProgress = (open: Open, kafka: Kafka, redis: Parameters<typeof openPartitionStore>[0], prefix: string) => {
  const names = topics(prefix)
  const stages = Object.entries(INPUT_OF).map(([stage, input]) => ({
    stage,
    bounds: open.adopt(createLogBounds({ ...kafka, topic: names[input].name }), ({ close }) => close()),
    store: openPartitionStore(redis, { prefix, stage }),
  }))
  const listUnread = async (): Promise<readonly string[]> => {
    const unread: string[] = []
    for (const { stage, bounds, store } of stages)
      for (const [partition, { low, high }] of await bounds.read()) {
        const { nextOffset } = high > low ? await store.load(partition) : { nextOffset: high }
        if (nextOffset !== high) unread.push(`${stage} ${partition}: ${nextOffset} of ${high}`)
      }
    return unread
  }
  return {
    untilFolded: async (): Promise<void> => {
      let unread: readonly string[] = []
      const isFolded = async (): Promise<boolean> => {
        unread = await listUnread()
        return unread.length === 0
      }
      await waitFor(isFolded).catch(() => {
        throw new Error(`windowing has not read: ${unread.join(', ')}`)
      })
    },
  }
}

const versionsOf = (alerts: readonly MassArrivalAlert[]): readonly string[] =>
  alerts.map(({ alertId, version }) => `${alertId}/${version}`).toSorted()

const act = async (alertUrl: string, { alertId, version }: MassArrivalView, action: string): Promise<void> => {
  const response = await fetch(`${alertUrl}/v1/alerts/${alertId}/actions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...(action === 'close' && { reason: 'resolved' }),
      ...{ expectedVersion: version, action, note: 'As the patrol says.' },
    }),
  })
  expect({ status: response.status, action }).toEqual({ status: 200, action })
}
