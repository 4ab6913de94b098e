const minutes = { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const seconds = { ...minutes, second: '2-digit' } as const
const utc = { timeZone: 'UTC' } as const
const nz = { timeZone: 'Pacific/Auckland', timeZoneName: 'short' } as const

const utcMinutes = new Intl.DateTimeFormat('en-GB', { ...utc, ...minutes })
const utcSeconds = new Intl.DateTimeFormat('en-GB', { ...utc, ...seconds })
const nzMinutes = new Intl.DateTimeFormat('en-NZ', { ...nz, ...minutes })
const nzSeconds = new Intl.DateTimeFormat('en-NZ', { ...nz, ...seconds })

/** `23 Nov 09:30 UTC` */
export const formatUtc = (timeMs: number): string => `${utcMinutes.format(timeMs).replace(',', '')} UTC`

/** `23 Nov 22:30 NZDT` */
export const formatNz = (timeMs: number): string => nzMinutes.format(timeMs).replace(',', '')

/** `23 Nov 09:30:12 UTC`, for the watch clock. It has the date because the two zones are seldom on the same day. */
export const formatUtcClock = (timeMs: number): string => `${utcSeconds.format(timeMs).replace(',', '')} UTC`

/** `23 Nov 22:30:12 NZDT` */
export const formatNzClock = (timeMs: number): string => nzSeconds.format(timeMs).replace(',', '')
