type Waiter = { readonly condition: () => boolean; readonly resolve: (met: boolean) => void }

const WAITERS_MAX = 10_000

/** Lets callers wait for a condition that only further records of the log can meet. */
export const createLogWaiters = () => {
  const waiters = new Set<Waiter>()
  return {
    /** Resolves to false when the condition was not met in time, or when too many are waiting already. */
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
    /** Call this after every read. */
    moved: (): void => {
      for (const waiter of [...waiters]) if (waiter.condition()) waiter.resolve(true)
    },
  }
}
export type LogWaiters = ReturnType<typeof createLogWaiters>
