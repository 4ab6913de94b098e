import { existsSync } from 'node:fs'
import { cp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { choosePort, type PortWish } from '../process/free-port.ts'
import { claimFolder, openDataFolder } from '../process/open-data-folder.ts'
import type { SupervisedProcess } from '../process/spawn-supervised.ts'
import { type Say, sayToTerminal, withProgress } from '../process/with-progress.ts'
import { prepareKafka } from './prepare-kafka.ts'
import { runBroker } from './run-broker.ts'

export type KafkaOptions = {
  /** Where the data lives and stays. Absent: a folder of this run's own, removed by `stop`. */
  readonly dataDir?: string
  /** Absent: a free one. The same port again after `stop` or `kill` is fine. */
  readonly port?: PortWish
  readonly say?: Say
}

export type LocalKafka = SupervisedProcess & {
  /** As KAFKA_BROKERS has it: `127.0.0.1:port`. */
  readonly brokers: string
  readonly port: number
  readonly dataDir: string
}

/**
 * Starts a one-broker Kafka as a local process; ready when this resolves. What was in `dataDir` is still there. After
 * a kill it takes about 3 s longer, until the controller considers the previous broker gone.
 */
export const startKafka = async (options: KafkaOptions = {}): Promise<LocalKafka> => {
  const { say = sayToTerminal } = options
  const { java, formatted } = await prepareKafka(say)
  const folder = await openDataFolder('kafka', options.dataDir)
  await claimFolder(join(folder.path, 'kafka.pid'), 'Kafka', say)
  const port = await choosePort(options.port, { what: 'Kafka', setting: 'KAFKA_PORT', say })
  await layStorage(formatted, join(folder.path, 'kafka'))
  const running = await withProgress(say, 'Kafka: starting', () => runBroker({ java, folder: folder.path, port }))
  const stop = async (deadlineMs?: number): Promise<void> => {
    await running.stop(deadlineMs)
    await folder.remove()
  }
  return { ...running, stop, brokers: `127.0.0.1:${port}`, port, dataDir: folder.path }
}

/** Gives a new broker its storage. Renamed at the end, so that an interrupted copy is not mistaken for storage. */
const layStorage = async (formatted: string, storage: string): Promise<void> => {
  if (existsSync(storage)) return
  const laying = `${storage}.new`
  await rm(laying, { recursive: true, force: true })
  await cp(formatted, laying, { recursive: true })
  await rename(laying, storage)
}
