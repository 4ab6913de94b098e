import type { SourcePolicy, SourceTick } from '@landfall/contracts'
import { startTicking, type Ticking, type TickProducer } from './start-ticking.ts'

const SOURCE_TICK_MS = 5_000

/** Lets time go on in the sources topic while no source is active. */
export const startSourceTicking = (producer: TickProducer, topic: string, policy: SourcePolicy): Ticking => {
  const value = JSON.stringify({ type: 'tick', policy } satisfies SourceTick)
  return startTicking(producer, SOURCE_TICK_MS, () => ({ topic, key: 'tick', value }))
}
