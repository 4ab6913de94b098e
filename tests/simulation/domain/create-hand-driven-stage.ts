import type { StageBatch } from '@landfall/stage'
import type { MemoryLog } from './create-memory-log.ts'

export type Stored = { readonly nextOffset: number; readonly entries: ReadonlyMap<string, string> }
type Change = { readonly puts: ReadonlyMap<string, string>; readonly deletes: readonly string[] }

/** One stage over one partition, opened from what was stored; `step` hands out what to produce and what changed. */
export type Machine = {
  readonly step: (batch: StageBatch) => { readonly produce: () => void; readonly change: Change }
  readonly needsStep: () => boolean
}

const EMPTY: Stored = { nextOffset: 0, entries: new Map() }

/** Reads, folds, produces, commits, as the real runner does, and can be hurt between any two of these. */
export const createHandDrivenStage = (log: MemoryLog, partition: number, open: (stored: Stored) => Machine) => {
  let stored = EMPTY
  /** What a backup may hold: any state there ever was. */
  const past: Stored[] = [stored]
  let machine: Machine | undefined

  const step = (recordsMax: number, crash: 'none' | 'before-produce' | 'before-commit' = 'none'): void => {
    machine ??= open(stored)
    const batch = machine.needsStep()
      ? { entries: [], nextOffset: stored.nextOffset, highWatermark: log.all(partition).length }
      : log.read(partition, stored.nextOffset, recordsMax)
    const { produce, change } = machine.step(batch)
    if (crash === 'none' || crash === 'before-commit') produce()
    if (crash !== 'none') machine = undefined
    else commit(batch.nextOffset, change)
  }

  const commit = (nextOffset: number, { puts, deletes }: Change): void => {
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
      return stored.nextOffset >= log.all(partition).length && !machine.needsStep()
    },
    restart: () => restoreFrom(stored),
    rollBack: (random: () => number) => restoreFrom(past[Math.floor(random() * past.length)] ?? EMPTY),
    empty: () => restoreFrom(EMPTY),
    stored: () => stored,
  }
}
export type HandDrivenStage = ReturnType<typeof createHandDrivenStage>
