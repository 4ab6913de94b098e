import { setTimeout as sleep } from 'node:timers/promises'
import { starterChain } from './starter-chain.ts'

/** npm passes on the Ctrl-C that the terminal has given us already: only a later one is a second one. */
const SECOND_AFTER_MS = 1_000
const PARENT_POLL_MS = 1_000
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves with the reason when we are to stop: a signal, or (`watchParent`) the end of the process that started us: an
 * npm that was killed takes nobody with it. A second signal, later than a second, ends us at once, and what we started
 * with us.
 */
export const awaitStop = ({ watchParent }: { readonly watchParent: boolean }): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>()
  let firstAtMs: number | null = null
  for (const signal of SIGNALS)
    process.on(signal, () => {
      firstAtMs ??= Date.now()
      if (Date.now() - firstAtMs > SECOND_AFTER_MS) process.exit(1)
      resolve(signal)
    })
  if (watchParent) void watchStarter(() => resolve('the process that started it ended'))
  return promise
}

const watchStarter = async (onEnd: () => void): Promise<void> => {
  const chain = await starterChain()
  while ((await starterChain()) === chain) await sleep(PARENT_POLL_MS, undefined, { ref: false })
  onEnd()
}
