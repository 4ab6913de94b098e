import { type LogRecord, type ReadTopicSpec, readTopic } from '@landfall/kafka'
import { createBackoff, isLandfallError, pause } from '@landfall/runtime'

const WAIT_MS_MAX = 60_000

export type LogRange = { readonly partition: number; readonly from: number; readonly to: number }

/**
 * The records of one partition from one offset to before another, read on where a lost connection broke off. Throws
 * LF_BROKER_DOWN when nothing came for a minute.
 */
export async function* readLog(
  spec: Omit<ReadTopicSpec, 'partitions' | 'from' | 'to'>,
  { partition, from, to }: LogRange,
): AsyncGenerator<LogRecord, undefined> {
  const backoff = createBackoff({ msMin: 100, msMax: 5_000, spread: [0.5, 1], random: Math.random })
  let next = from
  let triedFromMs = performance.now()
  for (;;) {
    const range = { partitions: [partition], from: new Map([[partition, next]]), to: new Map([[partition, to]]) }
    try {
      for await (const record of readTopic({ ...spec, ...range })) {
        yield record
        next = record.offset + 1
        triedFromMs = performance.now()
        backoff.reset()
      }
      return undefined
    } catch (error) {
      if (!isLandfallError(error, 'LF_BROKER_DOWN') || performance.now() - triedFromMs > WAIT_MS_MAX) throw error
      await pause(backoff.nextMs())
    }
  }
}
