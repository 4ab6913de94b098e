import { topics } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type AreaAlert, type EmittedAlert, watchArea } from '@landfall/mass-arrivals'
import type { StageRecord } from '@landfall/stage'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import fc from 'fast-check'
import type { GeneratedLog } from '../generators/generated-log.ts'
import type { OracleArea } from '../oracle/oracle-area.ts'

// One partition of the arrivals topic with log times of its own, and the groups stage on it, cut and hurt anywhere.

export const TICK = '{"type":"tick"}'
const FROM_MS = Date.UTC(2040, 0, 1)
const names = topics('simulation')

export const watchOracleAreas = (areas: readonly OracleArea[]) => ({
  areas: areas.map(watchArea),
  configHash: areas.map(({ policy }) => hashPolicy(policy)).join(),
})

/** What each observation by itself makes the arrivals stage write. */
export const arrivalsWrittenFor = ({ areas, observations }: GeneratedLog): readonly string[] => {
  const stage = driveStage(arrivalsStage(watchOracleAreas(areas), names))
  stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
  stage.settle(0)
  return observations.flatMap((observation, offset) => {
    const entry = { offset, timestampMs: FROM_MS, key: observation.craftId, value: JSON.stringify(observation) }
    const outputs = stage.fold({ entries: [entry], nextOffset: offset + 1, highWatermark: offset + 1 })
    return outputs.map((output) => JSON.stringify(output))
  })
}

/** Milliseconds to the record before: none, within a bucket, at its edges, over several, and a clock that is set back. */
const gapMs = fc.constantFrom(0, 0, 0, 1, 250, 499, 999, 1_000, 1_001, 4_000, -1, -700, -1_000, -60_000)

export type Moment = { readonly gapMs: number; readonly isTick: boolean }
/** More moments than any generated log has records. */
export const moments = fc.array(fc.record({ gapMs, isTick: fc.boolean() }), { minLength: 60, maxLength: 60 })

/** The values at these moments, ticks put in between them. */
export const logOf = (values: readonly string[], at: readonly Moment[]): readonly StageRecord[] => {
  const log: StageRecord[] = []
  let timestampMs = FROM_MS
  const append = (value: string, laterMs: number): void => {
    timestampMs += laterMs
    log.push({ offset: log.length, timestampMs, key: 'k', value })
  }
  values.forEach((value, index) => {
    const moment = at[index % at.length]
    append(value, moment?.gapMs ?? 0)
    if (moment?.isTick) append(TICK, at[(index + 7) % at.length]?.gapMs ?? 0)
  })
  return log
}

/** Longer than any log with `moments` takes. */
export const WAITED_MS = 3_600_000

/** With one tick more, after restored alerts have been waited for. */
export const waited = (log: readonly StageRecord[]): readonly StageRecord[] => [
  ...log,
  { offset: log.length, timestampMs: (log.at(-1)?.timestampMs ?? FROM_MS) + 2 * WAITED_MS, key: 'k', value: TICK },
]

/** With one tick more, of a later second. */
export const ticked = (log: readonly StageRecord[]): readonly StageRecord[] => [
  ...log,
  { offset: log.length, timestampMs: (log.at(-1)?.timestampMs ?? FROM_MS) + 1_000, key: 'k', value: TICK },
]

export type Hurt = 'none' | 'restart' | 'before-produce' | 'before-commit' | 'roll-back' | 'empty'
export type Step = { readonly records: number; readonly hurt: Hurt; readonly back: number }
export const steps = fc.array(
  fc.record({
    records: fc.integer({ min: 1, max: 6 }),
    hurt: fc.constantFrom<Hurt>('none', 'none', 'restart', 'before-produce', 'before-commit', 'roll-back'),
    back: fc.nat({ max: 9 }),
  }),
  { maxLength: 40 },
)

/** As `steps`; and now and then all that is stored is lost. */
export const stepsWithLosses = fc.array(
  fc.record({
    records: fc.integer({ min: 1, max: 6 }),
    hurt: fc.constantFrom<Hurt>(
      'none',
      'none',
      'none',
      'restart',
      'before-produce',
      'before-commit',
      'roll-back',
      'empty',
    ),
    back: fc.nat({ max: 9 }),
  }),
  { maxLength: 40 },
)

/** A log that was lost, after it had led to alerts. */
export type Loss = {
  /** All that is left of it. */
  readonly restored?: readonly AreaAlert[]
  /** How many records of the new log are there when the stage is opened. */
  readonly recordsBefore?: number
}
const RESTORED_MS = FROM_MS - 86_400_000

type Stored = { readonly nextOffset: number; readonly entries: ReadonlyMap<string, string> }

const NOTHING: Stored = { nextOffset: 0, entries: new Map() }

/** Everything that the groups stage emits from the log, repeats included, each with the offset of the batch that led to it. */
export const emitFrom = (
  areas: readonly OracleArea[],
  log: readonly StageRecord[],
  taken: readonly Step[] = [],
  { restored = [], recordsBefore = 0 }: Loss = {},
): readonly (EmittedAlert & { readonly offset: number })[] => {
  const emitted: (EmittedAlert & { readonly offset: number })[] = []
  const published = (): readonly AreaAlert[] => [...restored, ...emitted.map(({ alert }) => alert)]
  /** How far the log has come: a state that is behind is first brought up to there. */
  let written = Math.min(recordsBefore, log.length)
  const open = ({ entries }: Stored) =>
    driveStage(groupsStage(watchOracleAreas(areas), names, { awaitedMs: WAITED_MS }), {
      stored: new Map(entries),
      published: published(),
      ...(restored.length > 0 && { publishedBeganMs: RESTORED_MS }),
      logBeganMs: written > 0 ? (log[0]?.timestampMs ?? null) : null,
    })
  let stage = open(NOTHING)
  let stored = NOTHING
  const past: Stored[] = []

  const step = (entries: readonly StageRecord[], hurt: Hurt): void => {
    const nextOffset = stored.nextOffset + entries.length
    written = Math.max(written, nextOffset)
    const highWatermark = stage.phase() === 'live' ? log.length : written
    const { outputs, change } = stage.step({ entries, nextOffset, highWatermark })
    if (hurt !== 'before-produce') emitted.push(...outputs.map((output) => ({ ...output, offset: stored.nextOffset })))
    if (hurt === 'before-produce' || hurt === 'before-commit') {
      reopen(stored)
      return
    }
    const kept = [...stored.entries].filter(([key]) => !change.deletes.includes(key))
    stored = { nextOffset, entries: new Map([...kept, ...change.puts]) }
  }
  const settle = (): void => {
    while (stage.needsStep()) step([], 'none')
  }
  const reopen = (at: Stored): void => {
    stored = at
    stage = open(at)
    settle()
  }

  // Live before the first record, where there is none yet: what is emitted is then all of the log's.
  if (written === 0) step([], 'none')
  settle()
  past.push(stored)
  const left = [...taken]
  while (stored.nextOffset < log.length) {
    const { records, hurt, back } = left.shift() ?? { records: 1, hurt: 'none', back: 0 }
    step(log.slice(stored.nextOffset, stored.nextOffset + records), hurt)
    past.push(stored)
    if (hurt === 'restart') reopen(stored)
    if (hurt === 'roll-back') reopen(past.at(-1 - (back % past.length)) ?? stored)
    if (hurt === 'empty') reopen(NOTHING)
    settle()
  }
  return emitted
}
