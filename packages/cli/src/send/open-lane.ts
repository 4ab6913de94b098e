import type { DeliverBatch } from './create-batch-delivery.ts'

export type LaneItem<Tag> = { readonly line: string; readonly tag: Tag }

export type LaneSpec<Tag> = {
  readonly deliver: DeliverBatch
  readonly onOutcome: (tag: Tag, refusal: string | null) => void
  readonly onFailure: (error: unknown) => void
  readonly batchItemsMax: number
  readonly batchCharactersMax: number
}

export type Lane<Tag> = {
  /** A promise when the caller must wait: the lane is full. */
  readonly put: (item: LaneItem<Tag>) => Promise<void> | undefined
  /** Sends what is left; resolves when nothing is under way. */
  readonly end: () => Promise<void>
}

/** How long a batch that is not full waits for more. */
const LINGER_MS = 50

type State<Tag> = {
  readonly spec: LaneSpec<Tag>
  waiting: LaneItem<Tag>[]
  characters: number
  busy: boolean
  /** What waits has waited long enough, or nothing more comes. */
  due: boolean
  ended: boolean
  linger: ReturnType<typeof setTimeout> | undefined
  wakeWhenAccepting: (() => void) | undefined
  wakeWhenEmpty: (() => void) | undefined
}

/** One request at a time, so that what goes in first is taken first, also when a request must be repeated. */
export const openLane = <Tag>(spec: LaneSpec<Tag>): Lane<Tag> => {
  const state: State<Tag> = {
    spec,
    waiting: [],
    characters: 0,
    busy: false,
    due: false,
    ended: false,
    linger: undefined,
    wakeWhenAccepting: undefined,
    wakeWhenEmpty: undefined,
  }
  return {
    put: (item) => {
      state.waiting.push(item)
      state.characters += item.line.length
      if (isFull(state)) void pump(state)
      else if (!state.busy && state.waiting.length === 1) startLinger(state)
      if (!isFull(state)) return undefined
      return new Promise((resolve) => {
        state.wakeWhenAccepting = resolve
      })
    },
    end: async () => {
      state.ended = true
      state.due = true
      const emptied = new Promise<void>((resolve) => {
        state.wakeWhenEmpty = resolve
      })
      void pump(state)
      if (state.busy || state.waiting.length > 0) await emptied
    },
  }
}

const isFull = <Tag>({ waiting, characters, spec }: State<Tag>): boolean =>
  waiting.length >= spec.batchItemsMax || characters >= spec.batchCharactersMax

const pump = async <Tag>(state: State<Tag>): Promise<void> => {
  if (state.busy) return
  state.busy = true
  clearTimeout(state.linger)
  while (state.waiting.length > 0 && (state.due || isFull(state))) await deliverBatch(state)
  state.busy = false
  if (state.waiting.length > 0) startLinger(state)
  else state.wakeWhenEmpty?.()
}

const deliverBatch = async <Tag>(state: State<Tag>): Promise<void> => {
  const { deliver, onOutcome, onFailure } = state.spec
  const batch = takeBatch(state)
  try {
    const rejected = await deliver(batch.map(({ line }) => line))
    const reasons = new Map(rejected.map(({ index, reason }) => [index, reason]))
    for (const [index, { tag }] of batch.entries()) onOutcome(tag, reasons.get(index) ?? null)
  } catch (error) {
    onFailure(error)
  }
}

const takeBatch = <Tag>(state: State<Tag>): readonly LaneItem<Tag>[] => {
  const batch = state.waiting
  state.waiting = []
  state.characters = 0
  state.due = state.ended
  state.wakeWhenAccepting?.()
  return batch
}

const startLinger = <Tag>(state: State<Tag>): void => {
  clearTimeout(state.linger)
  state.linger = setTimeout(() => {
    state.due = true
    void pump(state)
  }, LINGER_MS)
}
