import { isLandfallError, type Logger, pause } from '@landfall/runtime'
import { createOutageLog } from './create-outage-log.ts'
import { createRetryBackoff } from './create-retry-backoff.ts'

/** Short, since whoever waits is not ready until there is an answer. */
const RETRY_MS_MAX = 1_000

export type UntilAnsweredSpec = {
  readonly logger: Logger
  /** What the wait is called in the log: `topics` makes `topics.down` and `topics.up`. */
  readonly part: string
  readonly fields?: Readonly<Record<string, unknown>>
  /** For ever by default. */
  readonly waitMsMax?: number | undefined
  /** Aborted when whoever waits is being closed. */
  readonly closing?: AbortSignal | undefined
}

/**
 * Asks again and again while Kafka, or what somebody else creates in it, is away: a service that starts before Kafka waits and
 * says so, and does not end. Throws what a retry cannot help, and the last failure once `waitMsMax` is over or `closing` aborted.
 */
export const untilAnswered = async <Answer>(ask: () => Promise<Answer>, spec: UntilAnsweredSpec): Promise<Answer> => {
  const { logger, part, fields = {}, waitMsMax = Number.POSITIVE_INFINITY, closing } = spec
  const giveUpAtMs = performance.now() + waitMsMax
  const backoff = createRetryBackoff(100, RETRY_MS_MAX)
  const outage = createOutageLog(logger, part, fields)
  for (;;) {
    try {
      const answer = await ask()
      outage.up()
      return answer
    } catch (error) {
      const mayPass = isLandfallError(error) && error.retryable
      if (!mayPass || closing?.aborted || performance.now() > giveUpAtMs) throw error
      outage.down(error.message)
      await pause(backoff.nextMs(), closing)
    }
  }
}
