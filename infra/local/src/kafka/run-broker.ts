import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { awaitLogLine, lastLines, logSize } from '../process/await-log-line.ts'
import { freePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { type SupervisedProcess, spawnSupervised } from '../process/spawn-supervised.ts'

const READY_DEADLINE_MS = 120_000

export type BrokerSpec = {
  /** Options of the Java machine, class path included. */
  readonly java: readonly string[]
  /** Holds `kafka` (formatted storage), and gets server.properties, kafka.log and kafka.pid. */
  readonly folder: string
  readonly port: number
}

/** Runs a broker on storage that is formatted already; ready when this resolves. */
export const runBroker = async ({ java, folder, port }: BrokerSpec): Promise<SupervisedProcess> => {
  const properties = await writeProperties(folder, port)
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
export const writeProperties = async (folder: string, port: number): Promise<string> => {
  const file = join(folder, 'server.properties')
  const controllerPort = await freePort()
  await writeFile(file, kafkaProperties({ port, controllerPort, dataDir: join(folder, 'kafka') }))
  return file
}

type KafkaPlace = { readonly port: number; readonly controllerPort: number; readonly dataDir: string }

/**
 * One broker that is its own controller. Topics are created explicitly (ensureTopics), never by a typo, and
 * buffers and threads are sized for a laptop that runs everything else too.
 */
const kafkaProperties = ({ port, controllerPort, dataDir }: KafkaPlace): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir.replaceAll('\\', '/'),
    'auto.create.topics.enable': false,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill the controller waits this long before it considers the previous broker gone.
    'broker.session.timeout.ms': 3_000,
    'broker.heartbeat.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 8_388_608,
  })
    .map(([key, value]) => `${key}=${value}\n`)
    .join('')
