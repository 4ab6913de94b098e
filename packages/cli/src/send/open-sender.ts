import type { ObservationInput } from '@landfall/contracts'
import { type BatchDeliverySpec, createBatchDelivery } from './create-batch-delivery.ts'
import { openLane } from './open-lane.ts'

export type SenderSpec<Tag> = Omit<BatchDeliverySpec, 'url'> & {
  /** The ingest service: `http://127.0.0.1:3001`. */
  readonly url: string
  /** Called once for each observation: with the reason when it was refused, with null when it is durable. */
  readonly onOutcome: (tag: Tag, refusal: string | null) => void
}

export type Sender<Tag> = {
  /** Resolves when the next one may be sent. Rejects when the sender has failed. */
  readonly send: (observation: ObservationInput, tag: Tag) => Promise<void> | undefined
  /** Resolves when every outcome was reported. Rejects when the sender has failed. */
  readonly end: () => Promise<void>
}

/** Requests at a time. */
const LANES = 4
const BATCH_ITEMS_MAX = 2_000 // The service takes 10,000; smaller ones keep the progress smooth and retries cheap.
const BATCH_CHARACTERS_MAX = 2_000_000

/**
 * Sends observations in batches over a few lanes. All of one craft go through one lane, one request at a time, so they
 * are taken in the order they were given. Holds at most two batches a lane.
 */
export const openSender = <Tag>(spec: SenderSpec<Tag>): Sender<Tag> => {
  const { onOutcome } = spec
  const failure = new AbortController()
  const signal = AbortSignal.any([spec.signal, failure.signal])
  const deliver = createBatchDelivery({ ...spec, signal, url: new URL('/v1/observations', spec.url).href })
  const onFailure = (error: unknown) => failure.abort(error)
  const lanes = Array.from({ length: LANES }, () =>
    openLane<Tag>({
      deliver,
      onOutcome,
      onFailure,
      batchItemsMax: BATCH_ITEMS_MAX,
      batchCharactersMax: BATCH_CHARACTERS_MAX,
    }),
  )

  return {
    send: (observation, tag) => {
      signal.throwIfAborted()
      const lane = lanes[hash(observation.craftId) % LANES]
      return lane?.put({ line: JSON.stringify(observation), tag })
    },
    end: async () => {
      await Promise.all(lanes.map((lane) => lane.end()))
      signal.throwIfAborted()
    },
  }
}

/** FNV-1a. */
const hash = (text: string): number => {
  let sum = 0x811c9dc5
  for (let index = 0; index < text.length; index++) sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193)
  return sum >>> 0
}
