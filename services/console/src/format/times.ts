const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const dateParts = { day: '2-digit', month: 'short' } as const
const clockParts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const utc = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...dateParts, ...clockParts })
const nz = new Intl.DateTimeFormat('en-NZ', {
  ...{ timeZone: 'Pacific/Auckland', ...dateParts, ...clockParts, timeZoneName: 'short' },
})
const utcClock = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', ...dateParts, ...clockParts, second: '2-digit' })
const nzClock = new Intl.DateTimeFormat('en-NZ', {
  ...{ timeZone: 'Pacific/Auckland', ...dateParts, ...clockParts, second: '2-digit', timeZoneName: 'short' },
})

/** `23 Nov 09:30 UTC` */
export const utcTime = (timeMs: number): string => `${utc.format(timeMs).replace(',', '')} UTC`

/** `23 Nov 22:30 NZDT` */
export const nzTime = (timeMs: number): string => nz.format(timeMs).replace(',', '')

/** `23 Nov 09:30:12 UTC`, for the watch clock: the two are seldom on one day. */
export const utcWatch = (timeMs: number): string => `${utcClock.format(timeMs).replace(',', '')} UTC`
export const nzWatch = (timeMs: number): string => nzClock.format(timeMs).replace(',', '')

/** `40 s`, `12 min`, `3 h 05 min`, `2 d 4 h`. Below zero it is `0 s`: a clock a little off is no news from the future. */
export const durationWords = (durationMs: number): string => {
  const ms = Math.max(0, durationMs)
  if (ms < MINUTE_MS) return `${Math.floor(ms / 1_000)} s`
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS)
    return `${Math.floor(ms / HOUR_MS)} h ${String(minutes).padStart(2, '0')} min`
  }
  return `${Math.floor(ms / DAY_MS)} d ${Math.floor((ms % DAY_MS) / HOUR_MS)} h`
}
