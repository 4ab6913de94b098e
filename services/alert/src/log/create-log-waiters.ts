type Waiter = { readonly condition: () => boolean; readonly resolve: (met: boolean) => void }

const WAITERS_MAX = 10_000

/** Lets callers wait for something that only reading on in the log can bring about. */
export const createLogWaiters = () => {
  const waiters = new Set<Waiter>()
  return {
    /** False when it was not met in time, or when too many wait already. */
    until: (condition: () => boolean, waitMsMax: number): Promise<boolean> => {
      if (condition()) return Promise.resolve(true)
      if (waiters.size >= WAITERS_MAX) return Promise.resolve(false)
      return new Promise((resolve) => {
        const waiter: Waiter = {
          condition,
          resolve: (met) => {
            clearTimeout(timer)
            waiters.delete(waiter)
            resolve(met)
          },
        }
        const timer = setTimeout(() => waiter.resolve(false), waitMsMax)
        waiters.add(waiter)
      })
    },
    /** To be called whenever something was read. */
    moved: (): void => {
      for (const waiter of [...waiters]) if (waiter.condition()) waiter.resolve(true)
    },
  }
}
export type LogWaiters = ReturnType<typeof createLogWaiters>
