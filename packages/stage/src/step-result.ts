import type { OutRecord } from '@landfall/kafka'
import type { StageRecord } from './stage-definition.ts'

/** A record that the stage cannot fold, and what was thrown. It is skipped, as if it were not in the log. */
export type SetAside = { readonly record: StageRecord; readonly error: unknown }

export type FoldOptions = {
  /** Try each record on a state apart first, where the definition can make one, and set aside what throws there. */
  readonly isCareful: boolean
}

export type StepResult<Output> =
  | {
      readonly ok: true
      readonly outputs: readonly Output[]
      /** The outputs, as records of their topics. */
      readonly records: readonly OutRecord[]
      readonly setAside: readonly SetAside[]
    }
  | {
      readonly ok: false
      readonly error: unknown
      /** Of the record whose folding threw; null where it was what is done once a batch. */
      readonly index: number | null
    }
