import { setTimeout as sleep } from 'node:timers/promises'
import { waitFor } from '@landfall/testkit'
import type { BenchRow } from '../bench.ts'
import { LAST_ALARM_MS_MAX } from './measure-steady.ts'
import type { RaisedAlarms } from './open-alarms.ts'
import type { StageProgress } from './open-lag-watch.ts'
import type { World } from './open-world.ts'

export type KillFigures = {
  /** Until every partition of observations was folded further than its log was long at the kill. */
  readonly movedMs: number
  /** Until no more than a second's records were behind again. */
  readonly caughtUpMs: number
  readonly lagMax: number
  readonly alarms: RaisedAlarms
}

const SAMPLE_MS = 100
const OVER_MS_MAX = 120_000

/** Kills one instance of windowing at the rate at hand. */
export const measureKill = async (
  world: World,
  recordsPerSecond: number,
  alarmEveryMs: number,
): Promise<KillFigures> => {
  const { lagWatch, alarms, windowing } = world
  alarms.setEvery(alarmEveryMs)
  const killedMs = performance.now()
  await windowing.pop()?.kill()
  const atKill = await lagWatch.progress('arrivals')
  let movedMs: number | undefined
  let caughtUpMs: number | undefined
  let lagMax = 0
  await waitFor(
    async () => {
      await sleep(SAMPLE_MS)
      if (movedMs === undefined && isBeyond(await lagWatch.progress('arrivals'), atKill))
        movedMs = performance.now() - killedMs
      const lag = await lagWatch.lag()
      lagMax = Math.max(lagMax, lag)
      if (movedMs !== undefined && lag <= recordsPerSecond) caughtUpMs ??= performance.now() - killedMs
      return caughtUpMs !== undefined
    },
    { timeoutMs: OVER_MS_MAX },
  ).catch(() => {}) // It took longer than this.
  alarms.setEvery(Number.POSITIVE_INFINITY)
  await waitFor(alarms.areAllThere, { timeoutMs: LAST_ALARM_MS_MAX }).catch(() => {}) // What is missing is counted.
  return { movedMs: movedMs ?? OVER_MS_MAX, caughtUpMs: caughtUpMs ?? OVER_MS_MAX, lagMax, alarms: alarms.take() }
}

const isBeyond = (now: StageProgress, then: StageProgress): boolean =>
  [...now].every(([partition, { committed }]) => committed > (then.get(partition)?.end ?? 0))

/** What the loss of an instance costs. */
export const killRows = ({ movedMs, caughtUpMs, lagMax, alarms }: KillFigures): readonly BenchRow[] => [
  {
    measure: 'one of three killed: until all partitions are folded again',
    value: movedMs / 1_000,
    unit: 's',
    aim: { valueMax: 15 },
    note: 'the group waits 10 s for the dead',
  },
  {
    measure: 'until less than a second of messages is behind',
    value: caughtUpMs / 1_000,
    unit: 's',
    aim: { valueMax: 20 },
  },
  { measure: 'most behind meanwhile', value: lagMax, unit: 'messages' },
  {
    measure: 'the slowest alarm meanwhile',
    value: Math.max(...alarms.tookMs) / 1_000,
    unit: 's',
    note: `${alarms.tookMs.length} alarms, ${alarms.missing} missing`,
  },
]
