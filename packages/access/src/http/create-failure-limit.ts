export type FailureLimitSpec = {
  readonly failuresMax: number
  readonly windowMs: number
  /** Keys held at once; beyond it the oldest is forgotten. */
  readonly keysMax: number
  readonly clock: () => number
}

/** Counts failures by key in fixed windows that begin with the first failure. Successes count for nothing. */
export const createFailureLimit = ({ failuresMax, windowMs, keysMax, clock }: FailureLimitSpec) => {
  const windows = new Map<string, { failures: number; readonly endsAtMs: number }>()

  const windowOf = (key: string) => {
    const window = windows.get(key)
    if (window === undefined || clock() < window.endsAtMs) return window
    windows.delete(key)
    return undefined
  }

  return {
    /** Counts one failure under each key. Returns the seconds to wait if one of them has had too many, else 0. */
    fail: (keys: readonly string[]): number => {
      const waits = keys.map((key) => {
        const window = windowOf(key) ?? { failures: 0, endsAtMs: clock() + windowMs }
        window.failures += 1
        windows.set(key, window)
        return window.failures > failuresMax ? Math.ceil((window.endsAtMs - clock()) / 1_000) : 0
      })
      for (const oldest of windows.keys()) {
        if (windows.size <= keysMax) break
        windows.delete(oldest)
      }
      return Math.max(0, ...waits)
    },
  }
}
