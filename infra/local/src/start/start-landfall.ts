import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { topics } from '@landfall/contracts'
import { createKafkaSecurity, ensureTopics } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { findBackingServices } from '../backing-services/find-backing-services.ts'
import { localStarter } from '../backing-services/local-starter.ts'
import { composeStarter } from '../docker/compose-starter.ts'
import { requireFreePort } from '../process/free-port.ts'
import { LocalError } from '../process/local-error.ts'
import { projectFolder, stateFolder } from '../process/project-folder.ts'
import { describeExit, type SupervisedProcess, superviseChild } from '../process/spawn-supervised.ts'
import type { Say } from '../process/with-progress.ts'
import { withProgress } from '../process/with-progress.ts'
import { awaitReady } from './await-ready.ts'
import { buildConsole } from './build-console.ts'
import type { StartArgs } from './parse-start-args.ts'
import { type ServiceSpec, serviceSpecs } from './service-specs.ts'
import { endOrphanedServices, spawnService } from './spawn-service.ts'
import type { StartSettings } from './start-settings.ts'

export type Landfall = { readonly failed: Promise<never> }

type RunSpec = {
  readonly args: StartArgs
  readonly settings: StartSettings
  readonly env: NodeJS.ProcessEnv
  readonly say: Say
}

const folders = { logs: join(stateFolder, 'logs'), pids: join(stateFolder, 'pids') }
const HELPERS = ['watch', 'exercise']
/** 128 + 15: how the `landfall` command ends when we stop it. */
const SIGTERM_HEARD = 143

/** Brings everything up, in order of need, each service onto `open`. Resolves when Landfall serves. */
export const startLandfall = async (open: AsyncDisposableStack, spec: RunSpec): Promise<Landfall> => {
  const { args, settings, env, say } = spec
  const services = serviceSpecs(settings)
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })))
  await endOrphanedServices([...HELPERS, ...services.map(({ name }) => name)], folders, say)
  for (const { name, port, portSetting } of services) await requireFreePort(port, name, portSetting)
  await requireFreePort(settings.NMEA_PORT, 'ingest (NMEA)', 'NMEA_PORT')

  const backingServices = await openBackingServices(open, spec)
  await makeTopics(backingServices.kafkaBrokers, settings, say)
  await buildConsole(say)

  const { promise: failed, reject } = Promise.withResolvers<never>()
  failed.catch(() => {}) // Handled by the caller once everything is up.
  backingServices.failed.catch(reject)
  const common = {
    ...env,
    KAFKA_BROKERS: backingServices.kafkaBrokers,
    REDIS_URL: backingServices.redisUrl,
    TOPIC_PREFIX: settings.TOPIC_PREFIX,
  }
  for (const service of services) {
    const running = await openService(open, service, common, say)
    void running.exited.then((exit) => reject(new LocalError(serviceEnded(service, describeExit(exit)))))
  }
  await Promise.race([failed, Promise.all(services.map((service) => awaitReady(service, say)))])
  say(describeAddresses(settings))
  await openHelpers(open, args, settings, say)
  return { failed }
}

const openBackingServices = async (open: AsyncDisposableStack, { settings, env, say }: RunSpec) => {
  const kept = {
    folder: stateFolder,
    kafkaPort: settings.KAFKA_PORT ?? { preferred: 9_092 },
    redisPort: settings.REDIS_PORT ?? { preferred: 6_379 },
  }
  const backingServices = await findBackingServices({
    env,
    starters: [composeStarter(say, kept), localStarter(say, kept)],
    say,
  })
  return open.adopt(backingServices, ({ stop }) => stop())
}

const openService = async (open: AsyncDisposableStack, service: ServiceSpec, common: NodeJS.ProcessEnv, say: Say) => {
  const env = { ...common, HTTP_PORT: String(service.port), ...service.env }
  return open.adopt(await spawnService({ ...service, env }, folders, say), ({ stop }) => stop())
}

/** The feed first, so that it shows the exercise from its beginning. That they end is not a failure of Landfall. */
const openHelpers = async (open: AsyncDisposableStack, args: StartArgs, settings: StartSettings, say: Say) => {
  const openHelper = async (name: string, ...command: readonly string[]): Promise<void> => {
    const running: SupervisedProcess = open.adopt(await spawnLandfallCommand(name, command, folders.pids), ({ stop }) =>
      stop(),
    )
    void running.exited.then((exit) => {
      if (exit.code === 0) say(`${name}: done`)
      else if (exit.code !== SIGTERM_HEARD) say(`${name}: ended with ${describeExit(exit)}`)
    })
  }
  if (args.watch) await openHelper('watch', 'watch', '--url', `http://127.0.0.1:${settings.ALERT_PORT}`)
  if (args.exercises.length === 0) return
  await openHelper('exercise', 'simulate', ...args.exercises, '--url', `http://127.0.0.1:${settings.INGEST_PORT}`)
}

const serviceEnded = ({ name }: ServiceSpec, how: string): string =>
  `${name} ended by itself (${how}); its log is ${join(folders.logs, `${name}.log`)}`

const describeAddresses = ({ ALERT_PORT, INGEST_PORT, NMEA_PORT, WINDOWING_PORT }: StartSettings): string => `
Landfall is up.
  console      http://127.0.0.1:${ALERT_PORT}
  feed, REST   ws://127.0.0.1:${ALERT_PORT}/v1/feed, http://127.0.0.1:${ALERT_PORT}/v1/alerts, http://127.0.0.1:${ALERT_PORT}/docs
  ingest       http://127.0.0.1:${INGEST_PORT}/v1/observations, NMEA on 127.0.0.1:${NMEA_PORT} (TCP and UDP)
  windowing    http://127.0.0.1:${WINDOWING_PORT}/health/ready
  logs         ${folders.logs}
Ctrl-C stops everything.
`

/** Creates the topics that are missing, and reports where the others differ from their specification. */
const makeTopics = async (kafkaBrokers: string, settings: StartSettings, say: Say): Promise<void> => {
  const { created, drift } = await withProgress(say, 'Topics: creating', () =>
    ensureTopics({
      brokers: kafkaBrokers.split(','),
      security: createKafkaSecurity(settings),
      logger: createLogger({ name: 'topics', level: 'error' }),
      specs: Object.values(topics(settings.TOPIC_PREFIX, settings)),
    }),
  )
  if (created.length > 0) say(`Topics: created ${created.join(', ')}`)
  for (const { topic, setting, wanted, found } of drift)
    say(`Topics: ${topic} has ${setting} ${found}, not ${wanted}; it is left as it is`)
}

const MAIN = 'packages/cli/src/main.ts'

/** Runs a `landfall` command beside us, writing to our terminal. */
const spawnLandfallCommand = async (
  name: string,
  args: readonly string[],
  pids: string,
): Promise<SupervisedProcess> => {
  const child = spawn(process.execPath, [join(projectFolder, MAIN), ...args], {
    cwd: projectFolder,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  await once(child, 'spawn')
  return superviseChild(child, join(pids, `${name}.pid`))
}
