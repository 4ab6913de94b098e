const TIME_OF_DAY = /^([01]\d|2[0-3])([0-5]\d)([0-5]\d(?:\.\d{1,6})?)$/
const DAY_MS = 86_400_000

/** Milliseconds since midnight of `hhmmss.ss`; undefined for an empty field, NaN for what is no time. */
export const parseTimeOfDayMs = (field: string | undefined): number | undefined => {
  if (field === undefined || field === '') return undefined
  const [, hour, minute, second] = TIME_OF_DAY.exec(field) ?? []
  if (second === undefined) return Number.NaN
  return Number(hour) * 3_600_000 + Number(minute) * 60_000 + Math.floor(Number(second) * 1_000)
}

/** The instant with this time of the day (UTC) that is nearest to `nearMs`: at most twelve hours from it. */
export const nearestTimeMs = (timeOfDayMs: number, nearMs: number): number =>
  timeOfDayMs + Math.round((nearMs - timeOfDayMs) / DAY_MS) * DAY_MS
