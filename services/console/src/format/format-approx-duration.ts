const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** `40 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. Negative durations, from clocks that differ a little, are `0 s`. */
export const formatApproxDuration = (durationMs: number): string => {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1_000)} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
    return `${Math.floor(ms / HOUR_MS)} h ${String(minutes).padStart(2, '0')} min`
  }
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`
}

/** In a column, of one unit: `40 s`, `90 min`, `3 h`, `2 d`. */
export const formatShortDuration = (durationMs: number): string => {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1_000)} s`
  if (ms < 100 * MINUTE_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  return ms < 2 * DAY_MS ? `${Math.floor(ms / HOUR_MS)} h` : `${Math.floor(ms / DAY_MS)} d`
}
