import { join } from 'node:path'
import { LocalError } from '../process/local-error.ts'
import { makeOnce } from '../process/make-once.ts'
import { cacheFolder, projectFolder } from '../process/project-folder.ts'
import { runCommand } from '../process/run-command.ts'
import { HOW_TO_GET, runMaven } from '../process/run-maven.ts'
import { type Say, withProgress } from '../process/with-progress.ts'

export const KAFKA_VERSION = '4.3.1'
const JAVA_MIN = 17
const POM = join(projectFolder, 'infra/local/assets/kafka-pom.xml')

/** `javaVersion` is the whole output of `java -version`. */
export type KafkaJars = { readonly classPath: string; readonly javaVersion: string }

/** The class path of Kafka, fetched with Maven the first time and kept in the cache. */
export const fetchKafka = async (say: Say): Promise<KafkaJars> => {
  const javaVersion = await requireJava()
  const jars = await makeOnce(join(cacheFolder(), `kafka-${KAFKA_VERSION}-1`), async (folder) => {
    await withProgress(say, `Kafka: fetching ${KAFKA_VERSION} with Maven (once, about 45 MB)`, () => copyJars(folder))
  })
  return { classPath: join(jars, '*'), javaVersion }
}

const copyJars = (folder: string): Promise<void> =>
  runMaven(['-f', POM, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${folder}`], {
    wantedFor: 'kafka',
  })

const requireJava = async (): Promise<string> => {
  const result = await runCommand('java', ['-version'])
  if (result.outcome === 'missing') throw new LocalError(`Java is not installed.\n${HOW_TO_GET.kafka}`)
  const version = javaMajor(result.output)
  if (version === null || version < JAVA_MIN)
    throw new LocalError(`Java ${version ?? 'of an unknown version'} is too old.\n${HOW_TO_GET.kafka}`)
  return result.output
}

/** The 17 of `openjdk version "17.0.15" 2025-04-15`; null when the text has no version. */
export const javaMajor = (text: string): number | null => {
  const major = /version "(?:1\.)?(\d+)/.exec(text)?.[1]
  return major === undefined ? null : Number(major)
}
