import { join } from 'node:path'
import { cacheFolder, projectFolder } from './folders.ts'
import { LocalError } from './local-error.ts'
import { makeOnce } from './make-once.ts'
import { type Say, withProgress } from './progress.ts'
import { runCommand } from './run-command.ts'

export const KAFKA_VERSION = '4.3.1'
const JAVA_MIN = 17

const INSTALL = `Landfall needs Kafka. Any one of these gives it:
  - a broker you have: set KAFKA_BROKERS=host:port
  - Docker with Compose, running
  - Java ${JAVA_MIN} or newer and Maven (Debian, Ubuntu: apt-get install openjdk-17-jre-headless maven; macOS: brew install openjdk maven)`

/** `javaVersion` is all that Java says about itself. */
export type KafkaJars = { readonly classPath: string; readonly javaVersion: string }

/** The class path of Kafka, fetched with Maven the first time and kept in the cache. */
export const fetchKafka = async (say: Say): Promise<KafkaJars> => {
  const javaVersion = await demandJava()
  const jars = await makeOnce(join(cacheFolder(), `kafka-${KAFKA_VERSION}-1`), async (folder) => {
    await withProgress(say, `Kafka: fetching ${KAFKA_VERSION} with Maven (once, about 45 MB)`, () => copyJars(folder))
  })
  return { classPath: join(jars, '*'), javaVersion }
}

const copyJars = (folder: string): Promise<void> =>
  runMaven([
    '-f',
    join(projectFolder, 'infra/local/assets/kafka-pom.xml'),
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${folder}`,
  ])

/** Runs Maven, or says what is missing. */
export const runMaven = async (args: readonly string[], cwd: string = projectFolder): Promise<void> => {
  const result = await runCommand('mvn', ['--batch-mode', '--quiet', ...args], { cwd })
  if (result.outcome === 'missing') throw new LocalError(`Maven (the command mvn) is not installed.\n${INSTALL}`)
  if (result.code !== 0) throw new LocalError(`Maven could not fetch what was asked of it:\n${result.output.trim()}`)
}

const demandJava = async (): Promise<string> => {
  const result = await runCommand('java', ['-version'])
  if (result.outcome === 'missing') throw new LocalError(`Java is not installed.\n${INSTALL}`)
  const version = javaMajor(result.output)
  if (version === null || version < JAVA_MIN)
    throw new LocalError(`Java ${version ?? 'of an unknown version'} is too old.\n${INSTALL}`)
  return result.output
}

/** The 17 of `openjdk version "17.0.15" 2025-04-15`; null when the text says no version. */
export const javaMajor = (text: string): number | null => {
  const major = /version "(?:1\.)?(\d+)/.exec(text)?.[1]
  return major === undefined ? null : Number(major)
}
