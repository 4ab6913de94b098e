import type { SourcePolicy, SourceTick } from '@landfall/contracts'
import type { Producer } from '@landfall/kafka'

const TICK_MS = 5_000

/**
 * Lets time go on in the sources topic while no source is active. Two instances that tick at once, as one takes over from the
 * other, do no harm: a tick says only what time it is.
 */
export const startTicking = (producer: Pick<Producer, 'send'>, topic: string, policy: SourcePolicy) => {
  const value = JSON.stringify({ type: 'tick', policy } satisfies SourceTick)
  let isUnderWay = false
  const tick = async (): Promise<void> => {
    if (isUnderWay) return // Ticks do not queue up: they would all arrive at once.
    isUnderWay = true
    try {
      await producer.send([{ topic, key: 'tick', value }])
    } catch {
      // Logged by the producer; without ticks the watched clock stands still, so that no source falls silent.
    } finally {
      isUnderWay = false
    }
  }
  void tick()
  const timer = setInterval(() => void tick(), TICK_MS)
  return { stop: (): void => clearInterval(timer) }
}
