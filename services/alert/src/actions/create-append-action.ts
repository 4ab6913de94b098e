import { setTimeout as sleep } from 'node:timers/promises'
import { type ActionRecord, WATCH_KEY, type WatchRecord } from '@landfall/contracts'
import type { Producer } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'

/** `refused`: Kafka was down throughout and nothing was sent. `unknown`: it was sent, and no answer came in time. */
export type AppendResult = 'durable' | 'refused' | 'unknown'
export type AppendAction = (record: ActionRecord) => Promise<AppendResult>
export type AppendWatch = (record: WatchRecord) => Promise<AppendResult>

/** Short, because an operator is waiting; an attempt that is under way may take 8 s longer. */
export const APPEND_MS_MAX = 5_000

/** How long to wait for Kafka, as during a broker's restart, before the operator gets an error. */
const UP_MS_MAX = 2_000
const STATE_MS = 50

/** Resolves to an outcome when Kafka is down; rejects on any other failure. */
export const createAppendAction =
  (producer: Pick<Producer, 'send' | 'state'>, topic: string): AppendAction & AppendWatch =>
  async (record: ActionRecord | WatchRecord) => {
    const givenUpMs = performance.now() + UP_MS_MAX
    while (producer.state() === 'down') {
      if (performance.now() > givenUpMs) return 'refused'
      await sleep(STATE_MS)
    }
    try {
      await producer.send([
        { topic, key: record.type === 'watch' ? WATCH_KEY : record.alertId, value: JSON.stringify(record) },
      ])
      return 'durable'
    } catch (error) {
      if (isLandfallError(error) && error.code === 'LF_BROKER_DOWN') return 'unknown'
      throw error
    }
  }
