import type { BenchRow } from './bench.ts'

/** What one run of one bench left behind, as it is kept in docs/bench. */
export type BenchResult = {
  readonly name: string
  readonly title: string
  readonly rows: readonly BenchRow[]
  readonly measuredAt: string
  readonly quick: boolean
  readonly machine: {
    readonly cpu: string
    readonly cores: number
    readonly node: string
    readonly commit: string
    /** Mean number of running processes in the minute before: above half the cores means that the machine was busy. */
    readonly loadBefore: number
  }
}

export const wasBusy = ({ machine }: BenchResult): boolean => machine.loadBefore > machine.cores / 2
