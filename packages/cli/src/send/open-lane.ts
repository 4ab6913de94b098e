import type { DeliverBatch } from './create-batch-delivery.ts'

export type Item<Tag> = { readonly line: string; readonly tag: Tag }

export type LaneSpec<Tag> = {
  readonly deliver: DeliverBatch
  readonly onOutcome: (tag: Tag, refusal: string | null) => void
  readonly onFailure: (error: unknown) => void
  readonly batchItemsMax: number
  readonly batchCharactersMax: number
  /** How long a batch that is not full may wait for more. */
  readonly lingerMs: number
}

/** One request at a time, so that what goes in first is taken first, also when a request must be repeated. */
export const openLane = <Tag>(spec: LaneSpec<Tag>) => {
  const { deliver, onOutcome, onFailure, batchItemsMax, batchCharactersMax, lingerMs } = spec
  let waiting: Item<Tag>[] = []
  let characters = 0
  let busy = false
  /** What waits has waited long enough, or nothing more comes. */
  let due = false
  let ended = false
  let linger: ReturnType<typeof setTimeout> | undefined
  let wakeWhenAccepting: (() => void) | undefined
  let wakeWhenEmpty: (() => void) | undefined

  const isFull = () => waiting.length >= batchItemsMax || characters >= batchCharactersMax

  const takeBatch = (): readonly Item<Tag>[] => {
    const batch = waiting
    waiting = []
    characters = 0
    due = ended
    wakeWhenAccepting?.()
    return batch
  }

  const deliverBatch = async (): Promise<void> => {
    const batch = takeBatch()
    try {
      const rejected = await deliver(batch.map(({ line }) => line))
      const reasons = new Map(rejected.map(({ index, reason }) => [index, reason]))
      for (const [index, { tag }] of batch.entries()) onOutcome(tag, reasons.get(index) ?? null)
    } catch (error) {
      onFailure(error)
    }
  }

  const pump = async (): Promise<void> => {
    if (busy) return
    busy = true
    clearTimeout(linger)
    while (waiting.length > 0 && (due || isFull())) await deliverBatch()
    busy = false
    if (waiting.length > 0) startLinger()
    else wakeWhenEmpty?.()
  }

  const startLinger = () => {
    clearTimeout(linger)
    linger = setTimeout(() => {
      due = true
      void pump()
    }, lingerMs)
  }

  return {
    /** A promise when the caller must wait: the lane is full. */
    put: (item: Item<Tag>): Promise<void> | undefined => {
      waiting.push(item)
      characters += item.line.length
      if (isFull()) void pump()
      else if (!busy && waiting.length === 1) startLinger()
      if (!isFull()) return undefined
      return new Promise((resolve) => {
        wakeWhenAccepting = resolve
      })
    },
    /** Sends what is left; resolves when nothing is under way. */
    end: async (): Promise<void> => {
      ended = true
      due = true
      const emptied = new Promise<void>((resolve) => {
        wakeWhenEmpty = resolve
      })
      void pump()
      if (busy || waiting.length > 0) await emptied
    },
  }
}
