import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BackingServiceName, Starter } from '../backing-services/find-backing-services.ts'
import type { KeptData } from '../backing-services/local-starter.ts'
import { choosePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { projectFolder } from '../process/project-folder.ts'
import { runCommand } from '../process/run-command.ts'
import type { Say } from '../process/with-progress.ts'
import { isComposeAvailable } from './is-docker-available.ts'

const INNER_PORT = { kafka: 9094, redis: 6379 } as const
const TITLE = { kafka: 'Kafka', redis: 'Redis' } as const
const SETTING = { kafka: 'KAFKA_PORT', redis: 'REDIS_PORT' } as const

/** For `npm start`: the Kafka and Redis of docker-compose.yml, whose data stays in its volumes. */
export const composeStarter = (say: Say, kept: KeptData): Starter => ({
  way: 'docker',
  available: isComposeAvailable,
  start: async (service) => {
    // A container that somebody else started is left running; ours is marked, so that the next run recognises it after a kill.
    const mark = join(kept.folder, `${service}.compose`)
    const running = await publishedPort(service)
    const isOurs = running === null || existsSync(mark)
    if (isOurs) await writeFile(mark, '')
    const wish = service === 'kafka' ? kept.kafkaPort : kept.redisPort
    const port = running ?? (await choosePort(wish, { what: TITLE[service], setting: SETTING[service], say }))
    if (running === null) await composeUp(service, port, say)
    const stop = async (): Promise<void> => {
      if (!isOurs) return
      await runCommand('docker', ['compose', 'stop', service], { cwd: projectFolder })
      await rm(mark, { force: true })
    }
    return { address: service === 'kafka' ? `127.0.0.1:${port}` : `redis://127.0.0.1:${port}`, stop }
  },
})

/** Where the container of this service listens on the host; null when it does not run. */
const publishedPort = async (service: BackingServiceName): Promise<number | null> => {
  const args = ['compose', 'port', service, String(INNER_PORT[service])]
  const result = await runCommand('docker', args, { cwd: projectFolder })
  if (result.outcome === 'missing' || result.code !== 0) return null
  const port = /:(\d+)\s*$/.exec(result.output)?.[1]
  return port === undefined || port === '0' ? null : Number(port)
}

/** Compose shows its own progress, downloads included. */
const composeUp = async (service: BackingServiceName, port: number, say: Say): Promise<void> => {
  say(`${TITLE[service]}: docker compose up`)
  const child = spawn('docker', ['compose', 'up', '--wait', service], {
    cwd: projectFolder,
    env: { ...process.env, [SETTING[service]]: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new LocalError(`docker compose up --wait ${service} ended with code ${code}`)
}
