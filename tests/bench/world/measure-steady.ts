import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import { percentile } from '../rate-per-second.ts'
import { REQUEST_RECORDS } from './create-fleet.ts'
import type { RaisedAlarms } from './open-alarms.ts'
import type { StationFigures } from './open-stations.ts'
import type { World } from './open-world.ts'
import { type ProcessFigures, startProcessMeter } from './start-process-meter.ts'

export type SteadySpec = {
  readonly recordsPerSecond: number
  readonly seconds: number
  readonly alarmEveryMs: number
  readonly say: (text: string) => void
}

export type SteadyFigures = {
  readonly stations: StationFigures
  readonly alarms: RaisedAlarms
  /** Records behind, once a second. */
  readonly lags: readonly number[]
  readonly processes: readonly ProcessFigures[]
  readonly seconds: number
  /** Requests without an answer at the end. */
  readonly waiting: number
}

const SAMPLE_MS = 1_000
const SAY_EVERY = 30
export const LAST_ALARM_MS_MAX = 30_000

/** Sends at a rate, raises alarms, and looks on. The rate stays when it is over. */
export const measureSteady = async (world: World, spec: SteadySpec): Promise<SteadyFigures> => {
  const { recordsPerSecond, seconds, alarmEveryMs, say } = spec
  const { stations, alarms, lagWatch } = world
  stations.setRate(recordsPerSecond)
  stations.take()
  alarms.setEvery(alarmEveryMs)
  const meter = await startProcessMeter(world.pids())
  const startedMs = performance.now()
  const lags: number[] = []
  for (let second = 1; second <= seconds; second += 1) {
    await sleep(Math.max(0, startedMs + second * SAMPLE_MS - performance.now()))
    lags.push(await lagWatch.lag())
    if (second % SAY_EVERY === 0) say(`${second} s: ${lags.at(-1)} records behind`)
  }
  const processes = await meter.read()
  const elapsed = (performance.now() - startedMs) / 1_000
  const sent = stations.take()
  const waiting = stations.waiting()
  alarms.setEvery(Number.POSITIVE_INFINITY)
  await waitFor(alarms.areAllThere, { timeoutMs: LAST_ALARM_MS_MAX }).catch(() => {}) // What is missing is counted.
  if (sent.firstFailure !== null) say(`${sent.failed} requests failed: ${sent.firstFailure}`)
  return { stations: sent, alarms: alarms.take(), lags, processes, seconds: elapsed, waiting }
}

/** In milliseconds: what is behind came in as long. */
export const lagMs = (records: number, recordsPerSecond: number): number => (records / recordsPerSecond) * 1_000

/** What the system keeps up with: at the end no more than a second's records wait, before ingest and behind it. */
export const isSustained = ({ lags, waiting, stations }: SteadyFigures, recordsPerSecond: number): boolean => {
  const atEnd = percentile(lags.slice(-Math.ceil(lags.length / 4)), 50)
  return stations.failed === 0 && lagMs(atEnd + waiting * REQUEST_RECORDS, recordsPerSecond) <= 1_000
}
