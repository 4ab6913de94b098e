import { type Eta, formatWireTime } from '@landfall/contracts'

/** What a forecast is made of (design §4.14, rule 5): lengths of rays in nm, speed in knots. */
export type Forecast = {
  /** Of the newest fix. */
  readonly minute: number
  readonly knots: number
  readonly shortest: number
  readonly likely: number
  /** Not longer than twice `likely`. */
  readonly longest: number
  readonly spread: number
}

const HOUR_MS = 3_600_000
const STEP_MS = 300_000

/** The ETA of a group, in steps of five minutes: the least, the least and the greatest of its craft. Null where there are none. */
export const groupEta = (forecasts: readonly Forecast[], msOf: (minute: number) => number): Eta | null => {
  if (forecasts.length === 0) return null
  const after = ({ minute }: Forecast, nm: number, knots: number): number =>
    Math.round(msOf(minute) + (nm / knots) * HOUR_MS)
  const all = (time: (forecast: Forecast) => number): readonly number[] => forecasts.map(time)
  const earliest = all((one) => after(one, one.shortest, one.knots * (1 + one.spread)))
  const likely = all((one) => after(one, one.likely, one.knots))
  const latest = all((one) => after(one, one.longest, one.knots * (1 - one.spread)))
  const step = (ms: number, round: (steps: number) => number): string => formatWireTime(round(ms / STEP_MS) * STEP_MS)
  return {
    earliest: step(Math.min(...earliest), Math.floor),
    likely: step(Math.min(...likely), Math.round),
    latest: step(Math.max(...latest), Math.ceil),
  }
}
