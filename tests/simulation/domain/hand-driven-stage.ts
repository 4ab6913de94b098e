import type { LogBatch, StateChange } from '../../../services/windowing/src/domain/log-batch.ts'
import type { MemoryLog } from './memory-log.ts'

export type Stored = { readonly nextOffset: number; readonly entries: ReadonlyMap<string, string> }

/** One stage over one partition, opened from what was stored; `fold` hands out what it produced and what changed. */
export type Machine = {
  readonly fold: (batch: LogBatch) => { readonly produce: () => void; readonly change: StateChange }
  readonly wantsMore: () => boolean
}

const EMPTY: Stored = { nextOffset: 0, entries: new Map() }

/** Reads, folds, produces, commits, as the real runner does, and can be hurt between any two of these. */
export const createHandDrivenStage = (log: MemoryLog, partition: number, open: (stored: Stored) => Machine) => {
  let stored = EMPTY
  const past = [stored]
  let machine: Machine | undefined

  const step = (recordsMax: number, crash: 'none' | 'before-produce' | 'before-commit' = 'none'): void => {
    machine ??= open(stored)
    const { produce, change } = machine.fold(log.read(partition, stored.nextOffset, recordsMax))
    if (crash === 'none' || crash === 'before-commit') produce()
    if (crash === 'none') commit(log.read(partition, stored.nextOffset, recordsMax).nextOffset, change)
    else machine = undefined
  }

  const commit = (nextOffset: number, { puts, deletes }: StateChange): void => {
    const entries = new Map(stored.entries)
    for (const key of deletes) entries.delete(key)
    for (const [key, value] of puts) entries.set(key, value)
    stored = { nextOffset, entries }
    past.push(stored)
  }

  const restoreFrom = (older: Stored): void => {
    stored = older
    machine = undefined
  }

  return {
    step,
    isIdle: () => {
      machine ??= open(stored)
      return stored.nextOffset >= log.all(partition).length && !machine.wantsMore()
    },
    restart: () => restoreFrom(stored),
    rollBack: (random: () => number) => restoreFrom(past[Math.floor(random() * past.length)] ?? EMPTY),
    empty: () => restoreFrom(EMPTY),
    stored: () => stored,
  }
}
export type HandDrivenStage = ReturnType<typeof createHandDrivenStage>
