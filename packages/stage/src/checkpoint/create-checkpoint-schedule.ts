type ScheduleSpec = {
  /** Between two checkpoints of a partition, in milliseconds; 0: none are written. */
  readonly intervalMs: number
  /** Of the stage. Their first checkpoints are spread over an interval. */
  readonly partitions: number
  /** Milliseconds. */
  readonly clock: () => number
}

/** When a checkpoint of a partition is due. Of the partitions of a stage in this process one is written at a time. */
export const createCheckpointSchedule = ({ intervalMs, partitions, clock }: ScheduleSpec) => {
  let isBusy = false
  /** Partitions that were due while another was written: they come before one that becomes due. */
  const waiting = new Set<number>()
  return {
    /** From when a partition is assigned. Returns a function that says whether to begin now; then call what it returns at the end. */
    open: (partition: number): (() => (() => void) | undefined) => {
      let dueAtMs = clock() + (intervalMs * (partition + 1)) / partitions
      return () => {
        if (intervalMs === 0 || clock() < dueAtMs) return undefined
        if (isBusy || (waiting.size > 0 && !waiting.has(partition))) {
          waiting.add(partition)
          return undefined
        }
        waiting.delete(partition)
        isBusy = true
        dueAtMs = clock() + intervalMs
        return () => {
          isBusy = false
        }
      }
    },
  }
}
