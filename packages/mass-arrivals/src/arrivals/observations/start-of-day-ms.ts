/** That of the last position, which is nearly always that of the next. */
const last = { date: Number.NaN, startMs: Number.NaN }

/** When a day began, UTC, in milliseconds since 1970; `date` as in 20261123. NaN where there is no such day from the year 1000 on. */
export const startOfDayMs = (date: number): number => {
  if (date === last.date) return last.startMs
  const [year, month, day] = [Math.floor(date / 10_000), Math.floor(date / 100) % 100, date % 100]
  const start = new Date(Date.UTC(year, month - 1, day))
  const isDay = year >= 1_000 && start.getUTCMonth() === month - 1 // Date.UTC takes a smaller year for one of the 20th century.
  last.date = date
  last.startMs = isDay ? start.getTime() : Number.NaN
  return last.startMs
}
