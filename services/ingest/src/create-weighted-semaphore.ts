export type WeightedSemaphore = {
  /** Waits its turn until there is capacity, and returns a release function. A larger weight counts as the whole capacity. */
  readonly acquire: (size: number) => Promise<() => void>
  readonly used: () => number
}

/** Limits the total weight in flight; when it is full, callers wait in order. */
export const createWeightedSemaphore = (sizeMax: number): WeightedSemaphore => {
  const queue: { readonly size: number; readonly admit: () => void }[] = []
  let used = 0
  const admitNext = (): void => {
    for (let next = queue[0]; next !== undefined && used + next.size <= sizeMax; next = queue[0]) {
      queue.shift()
      used += next.size
      next.admit()
    }
  }
  return {
    used: () => used,
    acquire: async (size) => {
      const taken = Math.min(size, sizeMax)
      const { promise, resolve } = Promise.withResolvers<void>()
      queue.push({ size: taken, admit: resolve })
      admitNext()
      await promise
      return () => {
        used -= taken
        admitNext()
      }
    },
  }
}
