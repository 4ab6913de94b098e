import type { Logger } from 'pino'
import { isLandfallError } from './landfall-error.ts'

const SHUTDOWN_MS_MAX = 10_000
const EXIT_CODES = { ok: 0, failed: 1, config: 78 } as const
const SIGNALS = ['SIGTERM', 'SIGINT'] as const

export type Running = { readonly failed: Promise<never> }

/** What a service needs of its process; tests pass their own. */
export type Host = {
  readonly on: (signal: 'SIGTERM' | 'SIGINT', listener: () => void) => unknown
  readonly off: (signal: 'SIGTERM' | 'SIGINT', listener: () => void) => unknown
  /** Ends the process; that of a test may return. */
  readonly exit: (code: number) => void
}

export type Service = {
  readonly logger: Logger
  /** Opens everything onto `open`, dependencies first. Resolves when the service is serving. */
  readonly start: (open: AsyncDisposableStack) => Promise<Running>
  readonly host?: Host
  readonly shutdownMsMax?: number
}

/**
 * Runs until a signal or a failure, then closes everything in reverse order of opening, and ends the process.
 *
 * Exit codes: 0 after a signal, 1 after a failure or when closing took longer than `shutdownMsMax`, 78 for a
 * configuration that cannot be used. A second signal ends the process at once. A failure is logged once, after all is
 * closed; with a host that does not really exit, this rejects with it.
 */
export const runService = async (service: Service): Promise<void> => {
  const { logger, host = process, shutdownMsMax = SHUTDOWN_MS_MAX } = service
  const signals = listenForSignals(host)
  let deadline: NodeJS.Timeout | undefined
  const stopping = (): void => {
    logger.info({ event: 'service.stopping' })
    deadline = setTimeout(() => {
      logger.error({ event: 'service.stop-timed-out', shutdownMsMax })
      host.exit(EXIT_CODES.failed)
    }, shutdownMsMax)
  }
  try {
    await runUntilStopped(service, signals.first, stopping)
    logger.info({ event: 'service.stopped' })
    host.exit(EXIT_CODES.ok) // Explicit, since a forgotten handle would keep a closed service alive.
  } catch (error) {
    logger.fatal({ event: 'service.failed', err: error })
    host.exit(isLandfallError(error, 'LF_CONFIG_INVALID') ? EXIT_CODES.config : EXIT_CODES.failed)
    throw error
  } finally {
    clearTimeout(deadline)
    signals.close()
  }
}

const runUntilStopped = async (service: Service, signal: Promise<void>, stopping: () => void): Promise<void> => {
  await using open = new AsyncDisposableStack()
  try {
    const starting = service.start(open)
    starting.catch(() => {}) // A failure because a signal closed things during the start does not matter.
    const outcome = await Promise.race([signal, starting])
    if (outcome === undefined) return
    service.logger.info({ event: 'service.started' })
    await Promise.race([signal, outcome.failed])
  } finally {
    stopping() // Before anything closes: the deadline covers the closing.
  }
}

const listenForSignals = (host: Host): { readonly first: Promise<void>; readonly close: () => void } => {
  const { promise, resolve } = Promise.withResolvers<void>()
  let seen = false
  const onSignal = (): void => {
    if (seen) host.exit(EXIT_CODES.failed)
    seen = true
    resolve()
  }
  for (const signal of SIGNALS) host.on(signal, onSignal)
  const close = (): void => {
    for (const signal of SIGNALS) host.off(signal, onSignal)
  }
  return { first: promise, close }
}
