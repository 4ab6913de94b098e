import type { SentRecord } from '@landfall/kafka'
import type { LogBatch, StateChange } from '@landfall/mass-arrivals'

/** One partition of one stage, as the runner drives it. `Record` is what it has to say to other topics. */
export type Stage<Record> = {
  readonly fold: (batch: LogBatch) => { readonly records: readonly Record[]; readonly change: StateChange }
  /** Told where the records of the last fold stand, all of them durable. */
  readonly produced?: (sent: readonly SentRecord[]) => void
  /** There is something to tell that waits for no record: fold an empty batch. */
  readonly isDue: () => boolean
}

export type OpenedStage<Record> = {
  readonly stage: Stage<Record>
  /** False: what is stored cannot be used; read from the earliest record, the first commit replaces it. */
  readonly isKept: boolean
  /** Opening read more than the state (the published alerts): the state must still be what it was when that was read. */
  readonly hasReadMore: boolean
}
