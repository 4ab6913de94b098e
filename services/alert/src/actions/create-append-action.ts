import { setTimeout as sleep } from 'node:timers/promises'
import type { ActionRecord } from '@landfall/contracts'
import type { Producer } from '@landfall/kafka'
import { isLandfallError } from '@landfall/runtime'

/** `refused`: Kafka was away all the time, and nothing was sent. `unknown`: it was sent, and no answer came in time. */
export type AppendResult = 'durable' | 'refused' | 'unknown'
export type AppendAction = (record: ActionRecord) => Promise<AppendResult>

/** Of the actions' producer: an operator waits for the answer, so it comes soon; a try in hand may take 8 s longer. */
export const APPEND_MS_MAX = 5_000

/** How long Kafka may be away, as when a broker restarts, before the operator hears of it. */
const UP_MS_MAX = 2_000
const STATE_MS = 50

/** Rejects for what is wrong with the record or with us; that Kafka is away is an outcome. */
export const createAppendAction =
  (producer: Pick<Producer, 'send' | 'state'>, topic: string): AppendAction =>
  async (record) => {
    const givenUpMs = performance.now() + UP_MS_MAX
    while (producer.state() === 'down') {
      if (performance.now() > givenUpMs) return 'refused'
      await sleep(STATE_MS)
    }
    try {
      await producer.send([{ topic, key: record.alertId, value: JSON.stringify(record) }])
      return 'durable'
    } catch (error) {
      if (isLandfallError(error) && error.code === 'LF_BROKER_DOWN') return 'unknown'
      throw error
    }
  }
