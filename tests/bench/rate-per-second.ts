/** Operations per second of one synchronous run. */
export const ratePerSecond = (operations: number, run: () => void): number => {
  const startedMs = performance.now()
  run()
  return (operations * 1_000) / (performance.now() - startedMs)
}

/** Operations per second of one asynchronous run. */
export const ratePerSecondAsync = async (operations: number, run: () => Promise<void>): Promise<number> => {
  const startedMs = performance.now()
  await run()
  return (operations * 1_000) / (performance.now() - startedMs)
}

export const median = (values: readonly number[]): number => percentile(values, 50)

/** Nearest rank: the smallest value that at least `percent` of the values do not exceed. NaN of nothing. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN
}
