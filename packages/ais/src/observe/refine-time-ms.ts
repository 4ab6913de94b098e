const SECOND_MS = 1_000
const MINUTE_MS = 60_000
/** How far a station's clock may lag behind satellite time (TAG times are truncated to the second, too). */
const CLOCK_BEHIND_MS_MAX = 2_000

/**
 * When a report was made, to the second. The ship sends only the second (0..59) of its satellite clock; the feed has roughly
 * when the report was received. It was made at the latest instant with that second that is at most 2 s after reception. So
 * all stations that received one transmission, up to 58 s apart by their clocks, give it one time. Without a second, the
 * time of reception is truncated to the second.
 */
export const refineTimeMs = (receivedAtMs: number, utcSecond: number | undefined): number => {
  if (utcSecond === undefined) return Math.floor(receivedAtMs / SECOND_MS) * SECOND_MS
  const latestMs = receivedAtMs + CLOCK_BEHIND_MS_MAX
  const inMinuteMs = Math.floor(latestMs / MINUTE_MS) * MINUTE_MS + utcSecond * SECOND_MS
  return inMinuteMs <= latestMs ? inMinuteMs : inMinuteMs - MINUTE_MS
}
