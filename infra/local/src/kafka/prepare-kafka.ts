import { createHash } from 'node:crypto'
import { cp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { makeOnce } from '../process/make-once.ts'
import { cacheFolder, projectFolder } from '../process/project-folder.ts'
import { runCommand } from '../process/run-command.ts'
import { type Say, withProgress } from '../process/with-progress.ts'
import { fetchKafka, KAFKA_VERSION } from './fetch-kafka.ts'
import { runBroker, writeProperties } from './run-broker.ts'

/** Small and quick to start: C1 alone (TieredStopAtLevel=1) warms up within the seconds that a test lasts. */
const JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto']
const LOG_SETTINGS = join(projectFolder, 'infra/local/assets/kafka-log4j2.properties')

export type PreparedKafka = {
  /** Options of the Java machine, class path included. */
  readonly java: readonly string[]
  /** Storage as it is right after formatting, to be copied. All of our one-broker clusters have its id. */
  readonly formatted: string
}

/**
 * Prepares what every start needs, once for each version of Kafka and Java: formatted storage, and an archive of Java's
 * loaded classes, which more than halves the time to start (6 to 3 s on two busy cores). A Java that cannot
 * make or use the archive starts without it.
 */
export const prepareKafka = async (say: Say): Promise<PreparedKafka> => {
  const { classPath, javaVersion } = await fetchKafka(say)
  const java = [...JVM, `-Dlog4j2.configurationFile=${LOG_SETTINGS}`, '-cp', classPath]
  const version = createHash('sha256')
    .update([javaVersion, ...java].join('\n'))
    .digest('hex')
    .slice(0, 8)
  const prepared = await makeOnce(join(cacheFolder(), `kafka-${KAFKA_VERSION}-start-${version}`), (folder) =>
    withProgress(say, 'Kafka: preparing quick starts (once)', () => prepare(java, folder)),
  )
  return { java: [`-XX:SharedArchiveFile=${join(prepared, ARCHIVE)}`, ...java], formatted: join(prepared, 'formatted') }
}

const ARCHIVE = 'kafka.jsa'

const prepare = async (java: readonly string[], folder: string): Promise<void> => {
  const port = await freePort()
  await formatStorage(java, await writeProperties({ folder, port }))
  await cp(join(folder, 'kafka'), join(folder, 'formatted'), { recursive: true })
  const recording = [`-XX:ArchiveClassesAtExit=${join(folder, ARCHIVE)}`, ...java]
  const broker = await runBroker({ java: recording, folder, port })
  await broker.stop(60_000)
  await rm(join(folder, 'kafka'), { recursive: true })
}

const CLUSTER_ID = 'LandfallLocalCluster01'

/** Formats the storage that the properties name, for the node that they name. Throws LocalError. */
export const formatStorage = async (
  java: readonly string[],
  properties: string,
  further: readonly string[] = [],
): Promise<void> => {
  const args = [...java, 'kafka.tools.StorageTool', 'format', '-t', CLUSTER_ID, '-c', properties, ...further]
  const result = await runCommand('java', args)
  if (result.outcome === 'missing' || result.code !== 0)
    throw new LocalError(
      `Kafka could not format its storage:\n${result.outcome === 'ended' ? result.output.trim() : ''}`,
    )
}
