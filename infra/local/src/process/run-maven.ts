import { LocalError } from './local-error.ts'
import { projectFolder } from './project-folder.ts'
import { runCommand } from './run-command.ts'

const MAVEN = 'Debian, Ubuntu: apt-get install openjdk-17-jre-headless maven; macOS: brew install openjdk maven'

/** How to install what is missing, for the error message. */
export const HOW_TO_GET = {
  kafka: `Landfall needs Kafka. Any one of these gives it:
  - a broker you have: set KAFKA_BROKERS=host:port
  - Docker with Compose, running
  - Java 17 or newer and Maven (${MAVEN})`,
  redis: `Landfall needs Redis. Any one of these gives it:
  - a Redis or Valkey you have, 6.2 or newer: set REDIS_URL=redis://host:port
  - the command redis-server (Debian, Ubuntu: apt-get install redis-server; macOS: brew install redis)
  - Docker with Compose, running
  - Java 17 or newer and Maven (${MAVEN})`,
} as const

type MavenRun = { readonly wantedFor: keyof typeof HOW_TO_GET; readonly cwd?: string }

/** Runs Maven, or says what is missing. */
export const runMaven = async (
  args: readonly string[],
  { wantedFor, cwd = projectFolder }: MavenRun,
): Promise<void> => {
  const result = await runCommand('mvn', ['--batch-mode', '--quiet', ...args], { cwd })
  if (result.outcome === 'missing')
    throw new LocalError(`Maven (the command mvn) is not installed.\n${HOW_TO_GET[wantedFor]}`)
  if (result.code !== 0) throw new LocalError(`Maven could not fetch what was asked of it:\n${result.output.trim()}`)
}
