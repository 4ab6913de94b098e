const minutes = { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const utc = { timeZone: 'UTC' } as const
const nz = { timeZone: 'Pacific/Auckland', timeZoneName: 'short' } as const

const utcMinutes = new Intl.DateTimeFormat('en-GB', { ...utc, ...minutes })
const nzMinutes = new Intl.DateTimeFormat('en-NZ', { ...nz, ...minutes })

/** `23 Nov 09:30 UTC` */
export const formatUtc = (timeMs: number): string => `${utcMinutes.format(timeMs).replace(',', '')} UTC`

/** `23 Nov 22:30 NZDT` */
export const formatNz = (timeMs: number): string => nzMinutes.format(timeMs).replace(',', '')

const clockTime = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const clockDay = { weekday: 'short', day: 'numeric', month: 'short' } as const
const utcTime = new Intl.DateTimeFormat('en-GB', { ...utc, ...clockTime, second: '2-digit' })
const utcDay = new Intl.DateTimeFormat('en-GB', { ...utc, ...clockDay })
const nzTime = new Intl.DateTimeFormat('en-NZ', { ...nz, ...clockTime })
const nzDay = new Intl.DateTimeFormat('en-NZ', { timeZone: nz.timeZone, ...clockDay })

/** `09:30:12`, for the watch clock. */
export const formatUtcTime = (timeMs: number): string => utcTime.format(timeMs)

/** `Mon 23 Nov` */
export const formatUtcDay = (timeMs: number): string => utcDay.format(timeMs).replace(',', '')

/** `22:30 NZDT Mon 23 Nov` */
export const formatNzClock = (timeMs: number): string =>
  `${nzTime.format(timeMs)} ${nzDay.format(timeMs).replace(',', '')}`
