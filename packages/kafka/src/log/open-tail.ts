import { LandfallError, pause } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerRefused, isPermanentFault, rootFault } from '../client/kafka-fault.ts'
import { type Fetched, type LogReader, openLogReader, READER_LIMITS, type ReaderLimits } from './open-log-reader.ts'

export type TailBatch = Fetched
export type TailSpec = ClientSpec &
  Partial<ReaderLimits> & {
    readonly topic: string
    /** Per partition the first offset wanted; partitions not named, and new ones, from their beginning. */
    readonly from: 'earliest' | ReadonlyMap<number, number>
    /** Batches of one partition come in order; the next comes when this is done. */
    readonly onBatch: (batch: TailBatch) => Promise<void> | void
  }
export type Tail = {
  /** Rejects with LF_OFFSET_GAP, LF_BROKER_REFUSED or what `onBatch` threw. */
  readonly failed: Promise<never>
  /** Resolves when everything that was in the log at the first connection has been through `onBatch`. */
  readonly caughtUp: Promise<void>
  /** Per partition the next offset: what to give as `from` to go on. */
  readonly positions: () => Map<number, number>
  readonly state: () => 'up' | 'down'
  readonly close: () => Promise<void>
}

const RELOCATE_MS = 60_000

/** Follows all partitions of a topic, without a group. Opens at once; a broker that is away is waited for, for ever. */
export const openTail = async (spec: TailSpec): Promise<Tail> => {
  const { logger, topic } = spec
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => {}) // The caller waits for it when it is ready to.
  const caughtUp = Promise.withResolvers<void>()
  caughtUp.promise.catch(() => {})
  const outage = createOutageLog(logger, 'tail', { topic })
  const closing = new AbortController()
  const positions = new Map<number, number>(spec.from === 'earliest' ? [] : spec.from)
  let targets: ReadonlyMap<number, number> | undefined
  let state: 'up' | 'down' = 'down'

  const checkCaughtUp = (): void => {
    if (targets === undefined) return
    for (const [partition, target] of targets) if ((positions.get(partition) ?? 0) < target) return
    caughtUp.resolve()
  }

  const locate = async (reader: LogReader): Promise<void> => {
    const bounds = await reader.bounds()
    for (const [partition, { low, high }] of bounds) {
      const position = positions.get(partition)
      if (position === undefined) positions.set(partition, low)
      else if (position < low || position > high) {
        throw offsetGap(topic, partition, `wanted ${position}, the log has ${low} to ${high}`)
      }
    }
    targets ??= new Map([...bounds].map(([partition, { high }]) => [partition, high]))
    checkCaughtUp()
  }

  const follow = async (reader: LogReader): Promise<void> => {
    let locatedMs = -Infinity
    while (!closing.signal.aborted) {
      if (performance.now() - locatedMs > RELOCATE_MS) {
        await locate(reader)
        locatedMs = performance.now()
      }
      const fetched = await reader.fetch(positions)
      if (state === 'down') outage.up()
      state = 'up'
      for (const batch of fetched) {
        if (closing.signal.aborted) return
        if (batch.records.length > 0) await deliver(batch)
        positions.set(batch.partition, batch.nextOffset)
      }
      if (fetched.length > 0) checkCaughtUp()
    }
  }

  const deliver = async (batch: TailBatch): Promise<void> => {
    try {
      await spec.onBatch(batch)
    } catch (error) {
      fail(error)
      closing.abort()
    }
  }

  const run = async (): Promise<void> => {
    const backoff = createRetryBackoff()
    while (!closing.signal.aborted) {
      let reader: LogReader | undefined
      try {
        reader = await openLogReader({ ...spec, limits: { ...READER_LIMITS, ...spec } })
        await follow(reader)
      } catch (error) {
        const lasting = asLasting(topic, error)
        if (lasting) {
          fail(lasting)
          return
        }
        if (state === 'up') backoff.reset()
        state = 'down'
        outage.down(rootFault(error).message)
        await pause(backoff.nextMs(), closing.signal)
      } finally {
        await reader?.close()
      }
    }
  }
  failed.catch((error: unknown) => caughtUp.reject(error))
  const running = run()

  return {
    failed,
    caughtUp: caughtUp.promise,
    positions: () => new Map(positions),
    state: () => state,
    close: async () => {
      closing.abort()
      await running
    },
  }
}

const asLasting = (topic: string, error: unknown): LandfallError | undefined => {
  if (error instanceof LandfallError) return error
  const fault = rootFault(error) as { readonly type?: string; readonly partition?: number }
  if (fault.type === 'OFFSET_OUT_OF_RANGE') {
    return offsetGap(topic, fault.partition ?? -1, 'the offset wanted is no longer in the log')
  }
  return isPermanentFault(error) ? brokerRefused(`reading ${topic}`, error) : undefined
}

const offsetGap = (topic: string, partition: number, what: string): LandfallError =>
  new LandfallError('LF_OFFSET_GAP', `${topic}/${partition}: ${what}`, { retryable: false })
