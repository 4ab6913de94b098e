import { setTimeout as sleep } from 'node:timers/promises'
import { starterChain } from './starter-chain.ts'

/** npm forwards the Ctrl-C that the terminal has already sent us: only a later one counts as a second. */
const SECOND_AFTER_MS = 1_000
const PARENT_POLL_MS = 1_000
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Resolves with the reason to stop: a signal or, with `watchParent`, the end of the process that started us, since a
 * killed npm does not end its children. A second signal, more than a second later, ends us and our children at once.
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
