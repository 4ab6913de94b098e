import { createBackoff } from '@landfall/runtime/backoff'

/** A random half of each delay, so that the clients of a service that restarts do not all come back at once. */
const RECONNECT = { msMin: 500, msMax: 10_000, spread: [0.5, 1] } as const
/** How long a connection must hold before its loss counts as the first again. */
const STEADY_MS = 20_000
const AT_ONCE_MAX = 3

/** How long to wait after a loss. `retryAfterMs`: the service's wish, already spread over its clients. */
export const createReconnectDelay = (random: () => number) => {
  const backoff = createBackoff({ ...RECONNECT, random })
  let attempt = 0
  return (connectedForMs: number, retryAfterMs: number | null): number => {
    if (connectedForMs > STEADY_MS) {
      attempt = 0
      backoff.reset()
    }
    const backoffMs = backoff.nextMs()
    // A request to come back at once is followed a few times only: a reader that is always too slow must not loop.
    const delayMs = Math.round(Math.max(retryAfterMs ?? backoffMs, attempt < AT_ONCE_MAX ? 0 : backoffMs))
    attempt += 1
    return delayMs
  }
}
