import type { Area } from '@landfall/geo'
import type { WatchedArea } from '@landfall/mass-arrivals'
import type { BenchRow } from '../bench.ts'
import { median, percentile } from '../rate-per-second.ts'
import { baselines } from './baselines.ts'
import type { Crossing } from './crossing.ts'
import { forecastsBefore, type KnownBefore } from './forecasts-before.ts'
import { intervalOfEta, intervalScore, isInsideInterval, type TimeInterval } from './time-interval.ts'

/** An area in which crossings are forecast. */
export type Shore = { readonly area: Area; readonly watched: WatchedArea; readonly crossings: readonly Crossing[] }

type Forecast = KnownBefore & {
  readonly crossedMs: number
  readonly shore: Shore
  readonly interval: TimeInterval | null
}

const LEAD_HOURS = [1, 3, 6, 12] as const
const HOUR_MS = 3_600_000
/** What the forecasts of so many crossings were worth, at each lead, and what the baselines were. */
export const forecastRows = (name: string, shores: readonly Shore[], insideMin?: number): readonly BenchRow[] => {
  const forecasts = shores.flatMap((shore) =>
    shore.crossings.flatMap((crossing) =>
      forecastsBefore(crossing, shore.watched, LEAD_HOURS).map((known): Forecast => {
        const eta = known.approach?.eta ?? null
        return { ...known, crossedMs: crossing.crossedMs, shore, interval: eta && intervalOfEta(eta) }
      }),
    ),
  )
  return LEAD_HOURS.flatMap((hours) => {
    const atLead = forecasts.filter((forecast) => forecast.hours === hours)
    if (atLead.length === 0) return []
    return [insideRow(`${name}, ${hours} h before`, hours, atLead, insideMin), ...scoreRows(name, hours, atLead)]
  })
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : (100 * part) / whole)

const isForecast = (forecast: Forecast): forecast is Forecast & { readonly interval: TimeInterval } =>
  forecast.interval !== null

const insideRow = (measure: string, hours: number, all: readonly Forecast[], valueMin?: number): BenchRow => {
  const said = all.filter(isForecast)
  const inside = said.filter(({ interval, crossedMs }) => isInsideInterval(interval, crossedMs)).length
  const late = said.filter(({ interval, crossedMs }) => crossedMs > interval.latestMs).length
  const widths = said.map(({ interval }) => (interval.latestMs - interval.earliestMs) / (hours * HOUR_MS))
  const errors = said.map(({ interval, crossedMs }) => Math.abs(interval.likelyMs - crossedMs) / 60_000)
  const states = Map.groupBy(
    all.filter((one) => !isForecast(one)),
    ({ approach }) => approach?.state ?? 'no approach',
  )
  const without = [...states].map(([state, { length }]) => `${state} ${length}`).toSorted()
  const note = [
    `${all.length} crossings, ${said.length} with an ETA: ${inside} inside, ${late} later`,
    ...(without.length === 0 ? [] : [`without: ${without.join(', ')}`]),
    ...(said.length === 0
      ? []
      : [
          `width ${median(widths).toFixed(2)} of the lead`,
          `likely off by ${median(errors).toFixed(0)} min, 90 % by at most ${percentile(errors, 90).toFixed(0)}`,
        ]),
  ]
  return {
    measure: `${measure}: inside the interval`,
    value: percent(inside, all.length),
    unit: '%',
    note: note.join('; '),
    ...(valueMin !== undefined && { aim: { valueMin } }),
  }
}

/** Compared on crossings of which both say something. */
const scoreRows = (name: string, hours: number, all: readonly Forecast[]): readonly BenchRow[] =>
  baselines.flatMap(([baseline, forecastOf]) => {
    const both = all.filter(isForecast).flatMap((forecast) => {
      const theirs = forecastOf(forecast, forecast.shore.area, forecast.shore.watched)
      return theirs === null ? [] : [{ ours: forecast.interval, theirs, crossedMs: forecast.crossedMs }]
    })
    if (both.length === 0) return []
    const inside = both.filter(({ theirs, crossedMs }) => isInsideInterval(theirs, crossedMs)).length
    const errors = both.map(({ theirs, crossedMs }) => Math.abs(theirs.likelyMs - crossedMs) / 60_000)
    const note = `${both.length} crossings; of its own ${percent(inside, both.length).toFixed(0)} % inside, likely off by ${median(errors).toFixed(0)} min`
    return [
      {
        measure: `${name}, ${hours} h before: interval score`,
        value: meanHours(both.map(({ ours, crossedMs }) => intervalScore(ours, crossedMs))),
        unit: 'h',
        floor: {
          measure: baseline,
          value: meanHours(both.map(({ theirs, crossedMs }) => intervalScore(theirs, crossedMs))),
        },
        aim: { ratioMax: 1 },
        note,
      },
    ]
  })

const meanHours = (scores: readonly number[]): number =>
  scores.reduce((sum, score) => sum + score, 0) / scores.length / HOUR_MS
