const SECOND_MS = 1_000
const MINUTE_MS = 60_000
/** How far a station's clock may be behind the satellites' (TAG times are cut to the second, too). */
const CLOCK_BEHIND_MS_MAX = 2_000

/**
 * When a report was made, to the second. The ship says only the second (0..59) of its own, satellite-given clock; the feed
 * says about when it was heard. The report was made at the latest instant with that second that is not more than 2 s after
 * the time it was heard. So all stations that heard one transmission, up to 58 s apart by their clocks, give it one time.
 * Without a second, the time it was heard is cut to the second.
 */
export const refineTimeMs = (heardAtMs: number, utcSecond: number | undefined): number => {
  if (utcSecond === undefined) return Math.floor(heardAtMs / SECOND_MS) * SECOND_MS
  const latestMs = heardAtMs + CLOCK_BEHIND_MS_MAX
  const inMinuteMs = Math.floor(latestMs / MINUTE_MS) * MINUTE_MS + utcSecond * SECOND_MS
  return inMinuteMs <= latestMs ? inMinuteMs : inMinuteMs - MINUTE_MS
}
