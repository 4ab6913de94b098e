export type WeightedSemaphore = {
  /** Waits, in the order of asking, until there is room; what is more than the whole room counts as the whole. */
  readonly acquire: (size: number) => Promise<() => void>
  readonly used: () => number
}

/** Bounds what is under way at once; those who come when it is full wait their turn. */
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
