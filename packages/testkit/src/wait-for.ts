import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 20
/** Ends what hangs; says nothing about how fast a machine must be. */
const TIMEOUT_MS = 60_000

/** Resolves with the first value that is neither false nor undefined; rejects after `timeoutMs`, saying what it waited for. */
export const waitFor = async <Value>(
  condition: () => Value | Promise<Value>,
  { timeoutMs = TIMEOUT_MS, what = condition.toString() }: { readonly timeoutMs?: number; readonly what?: string } = {},
): Promise<Exclude<Value, false | undefined>> => {
  const deadlineMs = performance.now() + timeoutMs
  for (;;) {
    const value = await condition()
    if (value !== false && value !== undefined) return value as Exclude<Value, false | undefined>
    if (performance.now() > deadlineMs) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    await sleep(POLL_MS)
  }
}
