import type { TestProject } from 'vitest/node'
import { containerStarter } from '../docker/container-starter.ts'
import { sayToTerminal } from '../process/with-progress.ts'
import { buildConsole } from '../start/build-console.ts'
import { type BackingServices, findBackingServices } from './find-backing-services.ts'
import { localStarter } from './local-starter.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Comma separated, as KAFKA_BROKERS has it. */
    readonly kafkaBrokers: string
    readonly redisUrl: string
  }
}

type Shared = { backingServices: Promise<BackingServices>; users: number }

/** The projects of one run share one Kafka and one Redis, although Vitest loads this file once for each. */
const shelf = globalThis as { landfallBackingServices?: Shared }

/**
 * Vitest's global setup of the integration and e2e projects: a Kafka and a Redis, found or started, and stopped again.
 * For e2e also the console's page, since files that run at the same time must not build it at the same time.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  shelf.landfallBackingServices ??= {
    backingServices: findBackingServices({
      env: process.env,
      starters: [containerStarter(sayToTerminal), localStarter(sayToTerminal)],
      say: sayToTerminal,
    }),
    users: 0,
  }
  const shared = shelf.landfallBackingServices
  shared.users += 1
  if (project.name === 'e2e') await buildConsole()
  const backingServices = await shared.backingServices
  project.provide('kafkaBrokers', backingServices.kafkaBrokers)
  project.provide('redisUrl', backingServices.redisUrl)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete shelf.landfallBackingServices
    await backingServices.stop()
  }
}
