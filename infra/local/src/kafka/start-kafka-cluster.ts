import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../process/free-port.ts'
import { openDataFolder } from '../process/open-data-folder.ts'
import type { SupervisedProcess } from '../process/spawn-supervised.ts'
import { type Say, sayToTerminal } from '../process/with-progress.ts'
import { formatStorage, prepareKafka } from './prepare-kafka.ts'
import { type BrokerSpec, type ClusterPlace, runBroker, writeProperties } from './run-broker.ts'

const BROKERS = 3

export type ClusterBroker = {
  /** `127.0.0.1:port`, the same after each start. */
  readonly address: string
  /** Undefined while it is stopped. */
  readonly running: () => SupervisedProcess | undefined
  readonly start: () => Promise<void>
  /** In an orderly way: it hands over its leaderships first. */
  readonly stop: () => Promise<void>
  readonly kill: () => Promise<void>
}

export type LocalCluster = {
  /** In the order of their ids, which begin at 1. */
  readonly brokers: readonly ClusterBroker[]
  /** Stops all and removes their data. */
  readonly close: () => Promise<void>
}

export type ClusterOptions = {
  readonly replicationFactor?: number
  readonly minInsyncReplicas?: number
  readonly say?: Say
}

/** Starts three brokers, each a controller too, as local processes; all are ready when this resolves. For tests. */
export const startKafkaCluster = async (options: ClusterOptions = {}): Promise<LocalCluster> => {
  const { replicationFactor = 3, minInsyncReplicas = 2, say = sayToTerminal } = options
  const { java } = await prepareKafka(say)
  const folder = await openDataFolder('kafka-cluster', undefined)
  const controllerPorts: number[] = []
  const specs: BrokerSpec[] = []
  for (let index = 0; index < BROKERS; index += 1) controllerPorts.push(await freePort())
  for (const nodeId of controllerPorts.map((_, index) => index + 1)) {
    const place: ClusterPlace = { nodeId, controllerPorts, replicationFactor, minInsyncReplicas }
    specs.push(await formatBroker({ java, folder: join(folder.path, String(nodeId)), port: await freePort(), place }))
  }
  const brokers = specs.map(clusterBroker)
  const stopAll = async (): Promise<void> => {
    await Promise.all(brokers.map((broker) => broker.kill()))
    await folder.remove()
  }
  try {
    await Promise.all(brokers.map((broker) => broker.start()))
  } catch (error) {
    await stopAll()
    throw error
  }
  return { brokers, close: stopAll }
}

const formatBroker = async (spec: BrokerSpec): Promise<BrokerSpec> => {
  await mkdir(spec.folder, { recursive: true })
  await formatStorage(spec.java, await writeProperties(spec))
  return spec
}

const clusterBroker = (spec: BrokerSpec): ClusterBroker => {
  let running: SupervisedProcess | undefined
  const end = async (how: (broker: SupervisedProcess) => Promise<void>): Promise<void> => {
    const ending = running
    running = undefined
    if (ending !== undefined) await how(ending)
  }
  return {
    address: `127.0.0.1:${spec.port}`,
    running: () => running,
    start: async () => {
      running ??= await runBroker(spec)
    },
    stop: () => end((broker) => broker.stop()),
    kill: () => end((broker) => broker.kill()),
  }
}
