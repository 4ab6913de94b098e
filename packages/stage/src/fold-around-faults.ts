import { afterFirst, firstOf, type StageBatch } from './stage-batch.ts'
import type { SetAside } from './step-result.ts'

/** Why a batch was not folded. Nothing of it was produced or committed. */
export type BatchFault = {
  readonly error: unknown
  /** Of the record that is to blame; null where that is not known. */
  readonly index: number | null
}

export type FoldPorts = {
  /** Folds, produces and commits a batch, with what was set aside of it; returns why that cannot be done. */
  readonly tryBatch: (batch: StageBatch, setAside: readonly SetAside[]) => Promise<BatchFault | undefined>
  /** Back to the state as it was last committed. */
  readonly rollBack: () => Promise<void>
  /** Called after each commit, before the next batch is tried. */
  readonly afterCommit: () => Promise<void>
}

/**
 * Folds all of a batch but the records that cannot be folded: those are set aside and skipped, each in the commit of what
 * comes before it. Where it is not known which record is to blame, the batch is halved until one is left. A fault without a
 * record is thrown.
 */
export const foldAroundFaults = async (
  batch: StageBatch,
  { tryBatch, rollBack, afterCommit }: FoldPorts,
): Promise<void> => {
  let left: StageBatch | undefined = batch
  let sizeMax = Number.POSITIVE_INFINITY

  /** Returns how many records of `left` are done with; none where a fault has only narrowed down where to look. */
  const advance = async (part: StageBatch, setAside: readonly SetAside[]): Promise<number> => {
    const fault = await tryBatch(part, setAside)
    if (fault === undefined) {
      sizeMax *= 2
      await afterCommit()
      return part.entries.length + setAside.length
    }
    const { entries } = part
    if (entries.length === 0) throw fault.error
    await rollBack()
    const index = fault.index ?? (entries.length === 1 ? 0 : null)
    const record = index === null ? undefined : entries[index]
    if (index === null || record === undefined || setAside.length > 0) {
      sizeMax = Math.ceil(entries.length / 2)
      return 0
    }
    const before = { ...firstOf(part, index), nextOffset: firstOf(part, index + 1).nextOffset }
    return advance(before, [{ record, error: fault.error }])
  }

  while (left !== undefined) {
    const done: number = await advance(left.entries.length <= sizeMax ? left : firstOf(left, sizeMax), [])
    if (done > 0 || left.entries.length === 0) left = afterFirst(left, done)
  }
}

/** Folds part after part until it is enough, or the last. Returns the offset after them. */
export const foldUpTo = async (
  parts: Iterable<StageBatch>,
  folding: FoldPorts,
  isEnough: () => boolean,
): Promise<number> => {
  let nextOffset = 0
  for (const part of parts) {
    await foldAroundFaults(part, folding)
    nextOffset = part.nextOffset
    if (isEnough()) break
  }
  return nextOffset
}
