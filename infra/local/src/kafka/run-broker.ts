import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { awaitLogLine, lastLines, logSize } from '../process/await-log-line.ts'
import { freePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { type SupervisedProcess, spawnSupervised } from '../process/spawn-supervised.ts'

const READY_DEADLINE_MS = 120_000

/** A broker's place in its cluster; absent: the only one, which is its own controller. */
export type ClusterPlace = {
  /** From 1. */
  readonly nodeId: number
  /** Of all brokers, in the order of their ids. Each is a controller too. */
  readonly controllerPorts: readonly number[]
  /** Of topics made without one, and of Kafka's own. */
  readonly replicationFactor: number
  readonly minInsyncReplicas: number
}

export type Listener = { readonly name: string; readonly protocol: string; readonly port: number }

/** Beside the open listener. */
export type FurtherSettings = {
  readonly listeners: readonly Listener[]
  readonly settings: Readonly<Record<string, string>>
}

export type BrokerSpec = {
  /** Options of the Java machine, class path included. */
  readonly java: readonly string[]
  /** Holds `kafka` (formatted storage), and gets server.properties, kafka.log and kafka.pid. */
  readonly folder: string
  readonly port: number
  readonly place?: ClusterPlace
  readonly further?: FurtherSettings
}

/** Runs a broker on storage that is formatted already; ready when this resolves. */
export const runBroker = async (spec: BrokerSpec): Promise<SupervisedProcess> => {
  const { java, folder } = spec
  const properties = await writeProperties(spec)
  const logFile = join(folder, 'kafka.log')
  const fromBytes = await logSize(logFile)
  const running = await spawnSupervised({
    command: 'java',
    args: [...java, 'kafka.Kafka', properties],
    cwd: folder,
    logFile,
    pidFile: join(folder, 'kafka.pid'),
  })
  const wait = { fromBytes, deadlineMs: READY_DEADLINE_MS, exited: running.exited }
  if (await awaitLogLine(logFile, 'Kafka Server started', wait)) return running
  await running.kill()
  throw new LocalError(`Kafka did not start. The end of ${logFile}:\n${await lastLines(logFile)}`)
}

/** The settings of a broker in this folder. Only the port must stay the same: clients know it. */
export const writeProperties = async ({ folder, port, place, further }: Omit<BrokerSpec, 'java'>): Promise<string> => {
  const file = join(folder, 'server.properties')
  const settings = kafkaSettings(join(folder, 'kafka'), port, place ?? (await alone()), further?.listeners ?? [])
  const lines = Object.entries({ ...settings, ...further?.settings }).map(([key, value]) => `${key}=${value}\n`)
  await writeFile(file, lines.join(''))
  return file
}

const alone = async (): Promise<ClusterPlace> => ({
  nodeId: 1,
  controllerPorts: [await freePort()],
  replicationFactor: 1,
  minInsyncReplicas: 1,
})

/**
 * Topics are created explicitly (ensureTopics), never by a typo, and buffers and threads are sized for a laptop that runs
 * everything else too.
 */
const kafkaSettings = (
  dataDir: string,
  port: number,
  { nodeId, controllerPorts, replicationFactor, minInsyncReplicas }: ClusterPlace,
  further: readonly Listener[],
): Readonly<Record<string, string | number | boolean>> => {
  const all: readonly Listener[] = [{ name: 'PLAINTEXT', protocol: 'PLAINTEXT', port }, ...further]
  const addresses = all.map((each) => `${each.name}://127.0.0.1:${each.port}`)
  const protocols = all.map((each) => `${each.name}:${each.protocol}`)
  return {
    'process.roles': 'broker,controller',
    'node.id': nodeId,
    'controller.quorum.voters': controllerPorts.map((each, index) => `${index + 1}@127.0.0.1:${each}`).join(),
    listeners: [...addresses, `CONTROLLER://127.0.0.1:${controllerPorts[nodeId - 1]}`].join(),
    'advertised.listeners': addresses.join(),
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': [...protocols, 'CONTROLLER:PLAINTEXT'].join(),
    'log.dirs': dataDir.replaceAll('\\', '/'),
    'auto.create.topics.enable': false,
    'default.replication.factor': replicationFactor,
    'min.insync.replicas': minInsyncReplicas,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': replicationFactor,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': replicationFactor,
    'transaction.state.log.min.isr': minInsyncReplicas,
    'share.coordinator.state.topic.replication.factor': replicationFactor,
    'share.coordinator.state.topic.min.isr': minInsyncReplicas,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill the controller waits this long before it considers the previous broker gone.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    // A controller that stands still: for 30 s otherwise brokers ask it alone, for producer ids and for who is in sync.
    'controller.socket.timeout.ms': 3_000,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
  }
}
