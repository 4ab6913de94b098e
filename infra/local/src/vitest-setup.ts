import type { TestProject } from 'vitest/node'
import { containerStarter } from './container-starter.ts'
import { findParts, type Parts } from './find-parts.ts'
import { localStarter } from './local-starter.ts'
import { sayToTerminal } from './progress.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Comma separated, as KAFKA_BROKERS has it. */
    readonly kafkaBrokers: string
    readonly redisUrl: string
  }
}

type Shared = { parts: Promise<Parts>; users: number }

/** The projects of one run share one Kafka and one Redis, though Vitest loads this file anew for each. */
const shelf = globalThis as { landfallParts?: Shared }

/** Vitest's global setup of the integration and e2e projects: a Kafka and a Redis, found or started, and stopped again. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  shelf.landfallParts ??= {
    parts: findParts({
      env: process.env,
      starters: [containerStarter(sayToTerminal), localStarter(sayToTerminal)],
      say: sayToTerminal,
    }),
    users: 0,
  }
  const shared = shelf.landfallParts
  shared.users += 1
  const parts = await shared.parts
  project.provide('kafkaBrokers', parts.kafkaBrokers)
  project.provide('redisUrl', parts.redisUrl)
  return async () => {
    shared.users -= 1
    if (shared.users > 0) return
    delete shelf.landfallParts
    await parts.stop()
  }
}
