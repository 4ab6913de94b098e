import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { claimFolder, openDataFolder } from './data-folder.ts'
import { fetchKafka } from './fetch-kafka.ts'
import { projectFolder } from './folders.ts'
import { kafkaProperties } from './kafka-properties.ts'
import { LocalError } from './local-error.ts'
import { awaitLogLine, lastLines, logSize } from './log-file.ts'
import { demandPort, freePort } from './ports.ts'
import { type Say, sayToTerminal, withProgress } from './progress.ts'
import { runCommand } from './run-command.ts'
import { type Running, spawnPart } from './spawn-part.ts'

const READY_DEADLINE_MS = 120_000

/** Small, and quick to start: the first compiler alone reaches full speed within the seconds a test has. */
const JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto']

export type KafkaOptions = {
  /** Where the data lives and stays. Absent: a folder of this run's own, removed by `stop`. */
  readonly dataDir?: string
  /** Absent: a free one. The same port again after `stop` or `kill` is fine. */
  readonly port?: number
  /** The setting that a refusal names when the port is taken. */
  readonly portSetting?: string
  readonly say?: Say
}

export type LocalKafka = Running & {
  /** As KAFKA_BROKERS has it: `127.0.0.1:port`. */
  readonly brokers: string
  readonly port: number
  readonly dataDir: string
}

/** Starts a one-broker Kafka as a local process; ready when this resolves. What was in `dataDir` is still there. */
export const startKafka = async (options: KafkaOptions = {}): Promise<LocalKafka> => {
  const { say = sayToTerminal, portSetting = 'KAFKA_PORT' } = options
  const { classPath } = await fetchKafka(say)
  const folder = await openDataFolder('kafka', options.dataDir)
  const pidFile = join(folder.path, 'kafka.pid')
  const logFile = join(folder.path, 'kafka.log')
  await claimFolder(pidFile, 'Kafka', say)
  const port = options.port === undefined ? await freePort() : await demandPort(options.port, 'Kafka', portSetting)
  const java = [
    ...JVM,
    `-Dlog4j2.configurationFile=${join(projectFolder, 'infra/local/assets/kafka-log4j2.properties')}`,
  ]
  const command = [...java, '-cp', classPath]
  const properties = await writeProperties(folder.path, port)
  const running = await withProgress(say, 'Kafka: starting', async () => {
    await formatStorage(command, folder.path, properties)
    const fromBytes = await logSize(logFile)
    const started = await spawnPart({
      command: 'java',
      args: [...command, 'kafka.Kafka', properties],
      cwd: folder.path,
      logFile,
      pidFile,
    })
    const ready = await awaitLogLine(logFile, 'Kafka Server started', {
      fromBytes,
      deadlineMs: READY_DEADLINE_MS,
      exited: started.exited,
    })
    if (!ready) {
      await started.kill()
      throw new LocalError(`Kafka did not start. The end of ${logFile}:\n${await lastLines(logFile)}`)
    }
    return started
  })
  const stop = async (deadlineMs?: number): Promise<void> => {
    await running.stop(deadlineMs)
    await folder.remove()
  }
  return { ...running, stop, brokers: `127.0.0.1:${port}`, port, dataDir: folder.path }
}

const writeProperties = async (folder: string, port: number): Promise<string> => {
  const file = join(folder, 'server.properties')
  const controllerPort = await freePort()
  await writeFile(file, kafkaProperties({ port, controllerPort, dataDir: join(folder, 'kafka') }))
  return file
}

/** Once per folder. A format that was killed half way is done again from the start. */
const formatStorage = async (java: readonly string[], folder: string, properties: string): Promise<void> => {
  const done = join(folder, 'formatted')
  if (existsSync(done)) return
  await rm(join(folder, 'kafka'), { recursive: true, force: true })
  const args = [...java, 'kafka.tools.StorageTool', 'format', '-t', clusterId(), '-c', properties]
  const result = await runCommand('java', args)
  if (result.outcome === 'missing' || result.code !== 0)
    throw new LocalError(
      `Kafka could not format its storage:\n${result.outcome === 'ended' ? result.output.trim() : ''}`,
    )
  await writeFile(done, '')
}

/** 16 random bytes in base64url. The first letter is fixed: StorageTool takes an id that starts with `-` for an option. */
const clusterId = (): string => `L${randomBytes(16).toString('base64url').slice(1)}`
