import { isLandfallError } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'

/** A failover, or the start of servers, takes no longer. */
export const FAILOVER_MS_MAX = 60_000

/** What is answered in the end; until then nothing but LF_STORE_DOWN may be thrown. */
export const inTheEnd = <T>(ask: () => Promise<T>): Promise<Exclude<T, false | undefined>> =>
  waitFor(
    () =>
      ask().catch((error: unknown) => {
        if (isLandfallError(error, 'LF_STORE_DOWN') && error.retryable) return undefined
        throw error
      }),
    { timeoutMs: FAILOVER_MS_MAX, what: 'the store to answer' },
  ) as Promise<Exclude<T, false | undefined>>
