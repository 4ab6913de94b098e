import { LandfallError } from '@landfall/runtime'
import type { LogBounds } from '../log/create-log-bounds.ts'
import type { ConsumerLimits } from './consumer-limits.ts'
import type { Assignment } from './create-assignment.ts'

export type StallWatchdogSpec = {
  readonly topic: string
  readonly limits: Pick<ConsumerLimits, 'stallCheckMs' | 'stallChecksMax'>
  readonly bounds: LogBounds
  readonly assignment: Pick<Assignment, 'slots'>
  readonly fail: (error: unknown) => void
}

type Seen = { readonly position: number; readonly heartbeats: number; readonly checks: number }

/**
 * kafkajs has been seen to stop fetching without an error. So positions are compared with the log itself, on another
 * connection: records waiting, none handled and no heartbeat of the handler over several checks is a stall, whatever its
 * cause. A broker that does not answer proves nothing, and partitions being opened have a wait of their own. Returns a stop
 * function.
 */
export const startStallWatchdog = ({ topic, limits, bounds, assignment, fail }: StallWatchdogSpec): (() => void) => {
  let seen = new Map<number, Seen>()

  const check = async (): Promise<void> => {
    const found = await bounds.read().catch(() => undefined)
    if (found === undefined) return seen.clear()
    const next = new Map<number, Seen>()
    for (const { partition, phase, position, heartbeats } of assignment.slots()) {
      const high = found.get(partition)?.high ?? 0
      if (phase !== 'open' || high <= position) continue
      const before = seen.get(partition)
      const checks = before?.position === position && before.heartbeats === heartbeats ? before.checks + 1 : 0
      if (checks >= limits.stallChecksMax) return fail(stalled(topic, partition, position, high))
      next.set(partition, { position, heartbeats, checks })
    }
    seen = next
  }

  let checking = Promise.resolve()
  const timer = setInterval(() => {
    checking = checking.then(check)
  }, limits.stallCheckMs)
  timer.unref()
  return () => clearInterval(timer)
}

const stalled = (topic: string, partition: number, position: number, high: number): LandfallError =>
  new LandfallError('LF_STALLED', `${topic}/${partition}: stuck at ${position} while the log goes to ${high}`, {
    retryable: false,
  })
