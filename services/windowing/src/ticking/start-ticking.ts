import type { OutRecord, Producer } from '@landfall/kafka'

export type Ticking = { readonly stop: () => void }
export type TickProducer = Pick<Producer, 'send'>

/**
 * Sends what `next` gives, now and every so many milliseconds. Two instances that tick at once, as one takes over from the other, do no harm: a tick says only what time it is. Undefined:
 * none is needed.
 */
export const startTicking = (producer: TickProducer, everyMs: number, next: () => OutRecord | undefined): Ticking => {
  let isUnderWay = false
  const tick = async (): Promise<void> => {
    const record = isUnderWay ? undefined : next() // Ticks do not queue up: they would all arrive at once.
    if (record === undefined) return
    isUnderWay = true
    try {
      await producer.send([record])
    } catch {
      // Logged by the producer. Until a tick comes through, time goes on with the records that others write.
    } finally {
      isUnderWay = false
    }
  }
  void tick()
  const timer = setInterval(() => void tick(), everyMs)
  return { stop: (): void => clearInterval(timer) }
}
