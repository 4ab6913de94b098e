const AGAIN_MS = 10_000

/** Says the first at once, and of those that follow at most every 10 s how many there were: anybody may knock a thousand times. */
export const createThrottledLog = (say: (times: number) => void, clock: () => number) => {
  let times = 0
  let saidAtMs = Number.NEGATIVE_INFINITY
  return (): void => {
    times += 1
    if (clock() - saidAtMs < AGAIN_MS) return
    saidAtMs = clock()
    say(times)
    times = 0
  }
}
