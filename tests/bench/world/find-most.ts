import { percentile } from '../rate-per-second.ts'
import { REQUEST_RECORDS } from './create-fleet.ts'
import { isSustained, lagMs, measureSteady } from './measure-steady.ts'
import type { World } from './open-world.ts'

export type Most = { readonly recordsPerSecond: number; readonly notes: readonly string[] }

type MostSpec = {
  readonly from: number
  /** Whether `from` is kept up with; else the rate is lowered until it is. */
  readonly isFromSustained: boolean
  readonly stepSeconds: number
  readonly alarmEveryMs: number
  /** No further step is begun that would end after this, by performance.now(). */
  readonly untilMs: number
  readonly say: (text: string) => void
}

const FACTOR = 1.2

/** Raises the rate by a fifth until it is more than the system keeps up with. */
export const findMost = async (world: World, spec: MostSpec): Promise<Most> => {
  const { from, isFromSustained, stepSeconds, untilMs } = spec
  const notes: string[] = []
  let most = isFromSustained ? from : 0
  for (let step = 1; performance.now() + stepSeconds * 1_000 < untilMs; step += 1) {
    const rate = isFromSustained ? from * FACTOR ** step : from / FACTOR ** step
    const recordsPerSecond = Math.round(rate / REQUEST_RECORDS) * REQUEST_RECORDS
    const { sustained, note } = await tryRate(world, recordsPerSecond, spec)
    notes.push(note)
    if (sustained) most = recordsPerSecond
    if (sustained !== isFromSustained) return { recordsPerSecond: most, notes }
  }
  return { recordsPerSecond: most, notes: [...notes, 'no other rate was tried'] }
}

const tryRate = async (world: World, recordsPerSecond: number, spec: MostSpec) => {
  const { stepSeconds, alarmEveryMs, say, isFromSustained } = spec
  if (!isFromSustained) {
    world.stations.setRate(0)
    await world.untilCaughtUp(recordsPerSecond / 10)
  }
  const figures = await measureSteady(world, { recordsPerSecond, seconds: stepSeconds, alarmEveryMs, say: () => {} })
  const sustained = isSustained(figures, recordsPerSecond)
  const behind = lagMs(percentile(figures.lags, 50), recordsPerSecond)
  const alarm = percentile(figures.alarms.tookMs, 50)
  const medians = `${behind.toFixed(0)} ms behind, alarms after ${alarm.toFixed(0)} ms`
  const note = `${recordsPerSecond}/s: ${sustained ? medians : `too much, ${medians}`}`
  say(note)
  return { sustained, note }
}
