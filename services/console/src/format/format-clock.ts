import { formatUtc } from './format-utc.ts'

const DAY_MS = 24 * 3_600_000

/** `09:30` in UTC; with the day, `22 Nov 09:30`, where that is 12 h or more from `nowMs`, when the time alone could mean another day. */
export const formatClock = (timeMs: number, nowMs: number): string => {
  const text = formatUtc(timeMs).replace(' UTC', '')
  return Math.abs(nowMs - timeMs) < DAY_MS / 2 ? text.slice(-5) : text
}
