import { once } from 'node:events'
import { LandfallError } from '@landfall/runtime'
import type { RedisHandle } from './connect-redis.ts'

/** Resolves when there is a connection. Throws LF_STORE_DOWN after `waitMsMax`. */
export const untilUp = async (redis: RedisHandle, waitMsMax: number): Promise<void> => {
  if (redis.state() === 'up') return
  try {
    await once(redis.client, 'ready', { signal: AbortSignal.timeout(waitMsMax) })
  } catch (cause) {
    const what = `Redis does not answer within ${waitMsMax} ms: ${redis.problem() ?? 'it was up for a moment'}`
    throw new LandfallError('LF_STORE_DOWN', what, { retryable: true, cause })
  }
}
