import type { PartitionConsumer } from '@landfall/kafka'
import { createBackoff, isLandfallError, pause, untilAborted } from '@landfall/runtime'

type KeepOpenSpec = {
  /** Opens the stage; called again after each failure. */
  readonly openConsumer: () => Promise<PartitionConsumer>
  /** Called with each failure, before the stage is closed and opened again. */
  readonly onFailed: (error: unknown) => void
  /** Between a failure and the next try, in milliseconds; doubles up to a minute. */
  readonly retryMsMin?: number
}

const RETRY_MS_MIN = 1_000
const RETRY_MS_MAX = 60_000
/** A stage that ran for this long was sound: the next failure begins with the shortest delay. */
const STEADY_MS = 120_000

export type KeptStage = Pick<PartitionConsumer, 'assigned' | 'state' | 'close'> & {
  /** What the last failure was, while the stage is not up again. */
  readonly trouble: () => string | undefined
}

/** Opens a stage whose failure must not end the process: it is closed and opened again with backoff, for as long as it takes. */
export const keepStageOpen = async ({
  openConsumer,
  onFailed,
  retryMsMin = RETRY_MS_MIN,
}: KeepOpenSpec): Promise<KeptStage> => {
  const closing = new AbortController()
  const backoff = createBackoff({ msMin: retryMsMin, msMax: RETRY_MS_MAX, spread: [1, 1], random: () => 0 })
  let trouble: string | undefined
  let consumer: PartitionConsumer | undefined = await openConsumer()

  const runOnce = async (): Promise<void> => {
    const startedMs = performance.now()
    try {
      consumer ??= await openConsumer()
      await Promise.race([consumer.failed, untilAborted(closing.signal)])
    } catch (error) {
      trouble = isLandfallError(error) ? error.code : String(error)
      onFailed(error)
      if (performance.now() - startedMs > STEADY_MS) backoff.reset()
      await consumer?.close().catch(() => {}) // It has failed already.
      consumer = undefined
      await pause(backoff.nextMs(), closing.signal)
    }
  }
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) await runOnce()
    await consumer?.close()
  }
  const running = run()
  const state = (): 'up' | 'down' => consumer?.state() ?? 'down'

  return {
    assigned: () => consumer?.assigned() ?? [],
    state,
    trouble: () => (state() === 'up' ? undefined : trouble),
    close: async () => {
      closing.abort()
      await running
    },
  }
}
