// Times outside these years are a station's unset clock or a damaged field, never an observation.
const EARLIEST_MS = Date.UTC(2000, 0, 1)
const LATEST_MS = Date.UTC(2100, 0, 1)
const SECONDS_BELOW = 100_000_000_000
const EPOCH = /^\d{9,14}(?:\.\d{1,9})?$/

/** Milliseconds of a UNIX time in seconds or milliseconds, distinguished by size; undefined unless from 2000 to 2099. */
export const parseEpochMs = (text: string): number | undefined => {
  if (!EPOCH.test(text)) return undefined
  const value = Number(text)
  return plausibleTimeMs(value < SECONDS_BELOW ? value * 1_000 : value)
}

/** The time truncated to a millisecond, or undefined outside the years 2000 to 2099. */
export const plausibleTimeMs = (timeMs: number): number | undefined =>
  timeMs >= EARLIEST_MS && timeMs < LATEST_MS ? Math.floor(timeMs) : undefined
