import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { awaitLogLine, lastLines, logSize } from '../process/await-log-line.ts'
import { freePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { type SupervisedProcess, spawnSupervised } from '../process/spawn-supervised.ts'
import { kafkaProperties } from './kafka-properties.ts'

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
