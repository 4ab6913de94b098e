import { LandfallError, pause } from '@landfall/runtime'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createOutageLog, type OutageLog } from '../client/create-outage-log.ts'
import { createRetryBackoff } from '../client/create-retry-backoff.ts'
import { brokerRefused, describeFault, isPermanentFault, rootFault } from '../client/kafka-fault.ts'
import { offsetGap } from './offset-gap.ts'
import { type Fetched, type LogReader, openLogReader, READER_LIMITS, type ReaderLimits } from './open-log-reader.ts'

export type TailBatch = Fetched
export type TailSpec = ClientSpec &
  Partial<ReaderLimits> & {
    readonly topic: string
    /** The first offset to read, by partition; partitions not in it, and new ones, are read from their beginning. */
    readonly from: 'earliest' | ReadonlyMap<number, number>
    /** Called with batches of a partition in order; the next call waits for this one. */
    readonly onBatch: (batch: TailBatch) => Promise<void> | void
  }
export type Tail = {
  /** Rejects with LF_OFFSET_GAP, LF_BROKER_REFUSED or what `onBatch` threw. */
  readonly failed: Promise<never>
  /** Resolves when everything that the log held at the first connection has been through `onBatch`. */
  readonly caughtUp: Promise<void>
  /** The next offset by partition: give it as `from` to continue. */
  readonly positions: () => Map<number, number>
  readonly state: () => 'up' | 'down'
  readonly close: () => Promise<void>
}

/** How often to look for partitions that were added. */
const RELOCATE_MS = 60_000

type State = {
  readonly spec: TailSpec
  readonly positions: Map<number, number>
  readonly outage: OutageLog
  readonly closing: AbortController
  readonly caughtUp: PromiseWithResolvers<void>
  readonly fail: (error: unknown) => void
  /** The ends of the log at the first connection: beyond them the tail has caught up. */
  targets: ReadonlyMap<number, number> | undefined
  status: 'up' | 'down'
}

/** Follows all partitions of a topic, without a group. Opens at once, and waits for ever for a broker that is away. */
export const openTail = async (spec: TailSpec): Promise<Tail> => {
  const { promise: failed, reject: fail } = Promise.withResolvers<never>()
  failed.catch(() => {}) // The caller may attach to it later.
  const caughtUp = Promise.withResolvers<void>()
  caughtUp.promise.catch(() => {})
  failed.catch((error: unknown) => caughtUp.reject(error))
  const state: State = {
    spec,
    positions: new Map<number, number>(spec.from === 'earliest' ? [] : spec.from),
    outage: createOutageLog(spec.logger, 'tail', { topic: spec.topic }),
    closing: new AbortController(),
    caughtUp,
    fail,
    targets: undefined,
    status: 'down',
  }
  const running = run(state)
  return {
    failed,
    caughtUp: caughtUp.promise,
    positions: () => new Map(state.positions),
    state: () => state.status,
    close: async () => {
      state.closing.abort()
      await running
    },
  }
}

/** One connection after the other, until closed or failed. */
const run = async (state: State): Promise<void> => {
  const { spec, outage, closing } = state
  const backoff = createRetryBackoff()
  while (!closing.signal.aborted) {
    let reader: LogReader | undefined
    try {
      reader = await openLogReader({ ...spec, limits: { ...READER_LIMITS, ...spec } })
      await follow(state, reader)
    } catch (error) {
      const permanent = toPermanentError(spec.topic, error)
      if (permanent) return state.fail(permanent)
      if (state.status === 'up') backoff.reset()
      state.status = 'down'
      outage.down(describeFault(error))
      await pause(backoff.nextMs(), closing.signal)
    } finally {
      await reader?.close()
    }
  }
}

const follow = async (state: State, reader: LogReader): Promise<void> => {
  const { positions, outage, closing } = state
  let locatedMs = -Infinity
  while (!closing.signal.aborted) {
    if (performance.now() - locatedMs > RELOCATE_MS) {
      await locate(state, reader)
      locatedMs = performance.now()
    }
    const fetched = await reader.fetch(positions)
    if (state.status === 'down') outage.up()
    state.status = 'up'
    for (const batch of fetched) {
      if (closing.signal.aborted) return
      if (batch.records.length > 0) await handOver(state, batch)
      positions.set(batch.partition, batch.nextOffset)
    }
    if (fetched.length > 0) checkCaughtUp(state)
  }
}

/** Finds where each partition begins and ends. Throws LF_OFFSET_GAP for a position that the log no longer has. */
const locate = async (state: State, reader: LogReader): Promise<void> => {
  const { spec, positions } = state
  const bounds = await reader.bounds()
  for (const [partition, { low, high }] of bounds) {
    const position = positions.get(partition)
    if (position === undefined) positions.set(partition, low)
    else if (position < low || position > high) {
      throw offsetGap(spec.topic, partition, `wanted ${position}, the log has ${low} to ${high}`)
    }
  }
  state.targets ??= new Map([...bounds].map(([partition, { high }]) => [partition, high]))
  checkCaughtUp(state)
}

const checkCaughtUp = ({ targets, positions, caughtUp }: State): void => {
  if (targets === undefined) return
  for (const [partition, target] of targets) if ((positions.get(partition) ?? 0) < target) return
  caughtUp.resolve()
}

const handOver = async ({ spec, fail, closing }: State, batch: TailBatch): Promise<void> => {
  try {
    await spec.onBatch(batch)
  } catch (error) {
    fail(error)
    closing.abort()
  }
}

const toPermanentError = (topic: string, error: unknown): LandfallError | undefined => {
  if (error instanceof LandfallError) return error
  const fault = rootFault(error) as { readonly type?: string; readonly partition?: number }
  if (fault.type === 'OFFSET_OUT_OF_RANGE') {
    return offsetGap(topic, fault.partition ?? -1, 'the offset wanted is no longer in the log')
  }
  return isPermanentFault(error) ? brokerRefused(`reading ${topic}`, error) : undefined
}
