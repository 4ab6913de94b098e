import { type SourcePolicy, topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { SOURCES_MAX } from './domain/sources/sources-state.ts'
import { sourcesStage } from './sources-stage.ts'
import { aSourceLog, every, type Heard, POLICY, START_MS } from './testing/a-source-log.ts'
import { driveSources } from './testing/drive-sources.ts'

type Outputs = ReturnType<typeof driveSources>['outputs']

/** With the log's time of each, so that a later alert is another. */
const silencesOf = (outputs: Outputs, ids: ReadonlySet<string>) =>
  outputs.filter(({ alert }) => alert.kind === 'source-silent' && ids.has(alert.source.id))
const limitsOf = (outputs: Outputs) => outputs.filter(({ alert }) => alert.kind === 'source-limit')
const summaryOf = (outputs: Outputs) =>
  limitsOf(outputs).map(({ alert, loggedAtMs }) => [
    ...[(loggedAtMs - START_MS) / 1_000, alert.version, alert.status, alert.reason],
  ])

describe('1,200 new source ids every 2 s', () => {
  const junk = (from: number, to: number): readonly Heard[] =>
    every(2, from, to).flatMap((second) =>
      every(1, 1, 1_200).map((n): Heard => ({ id: `junk-${second}-${n}`, kind: 'radar', at: [second] })),
    )
  const radar: Heard = { id: 'radar-3', kind: 'radar', at: every(5, 0, 900) }
  const flooded = driveSources(aSourceLog(1_100, [radar, ...junk(880, 910)]))

  test('a radar that dies is missed at the same time as without them', () => {
    const alone = driveSources(aSourceLog(1_100, [radar]))
    const ids = new Set(['radar-3'])
    expect(silencesOf(alone.outputs, ids)).toHaveLength(1)
    expect(silencesOf(flooded.outputs, ids)).toEqual(silencesOf(alone.outputs, ids))
  })

  test('one alert says that the limit is reached, and refused ids are counted, not kept', () => {
    expect(summaryOf(flooded.outputs)).toEqual([[885, 1, 'open', null]])
    expect(limitsOf(flooded.outputs)[0]?.alert).toMatchObject({
      sourcesMax: SOURCES_MAX,
      reachedAt: '2026-11-23T09:14:40.000Z',
    })
    expect(flooded.state.sources.size).toBe(SOURCES_MAX)
    expect(flooded.state.limit.refusedCount).toBe(16 * 1_200 - (SOURCES_MAX - 1))
    expect(JSON.stringify([...flooded.stored]).length).toBeLessThan(400 * SOURCES_MAX)
  })

  test('a source that is configured has a place, also when it comes last', () => {
    const policy = { ...POLICY, intervals: [{ sourceId: 'late', expectedSeconds: 10 }] }
    const late: Heard = { id: 'late', kind: 'patrol', at: [30] }
    const { outputs } = driveSources(aSourceLog(60, [...junk(2, 30), late], { policy }))
    const statuses = silencesOf(outputs, new Set(['late'])).map(({ alert }) => alert.status)
    expect(statuses).toEqual(['open', 'cancelled', 'open']) // Never heard, heard once, silent again.
  })
})

test('a source that shall not be watched takes no place and is not refused', () => {
  const policy = { ...POLICY, intervals: [{ sourceId: 'old-feed', expectedSeconds: null }] }
  const heard: readonly Heard[] = [
    { id: 'radar-3', at: [2] },
    { id: 'old-feed', at: [3] },
  ]
  const { outputs, state } = driveSources(aSourceLog(60, heard, { policy }), [], { sourcesMax: 1 })
  expect(outputs).toEqual([])
  expect([...state.sources.keys()]).toEqual(['radar-3', 'old-feed'])
})

describe('the end of the limit', () => {
  const sourcesMax = 2
  const HOUR = 3_600
  const steady = (id: string, until: number): Heard => ({ id, kind: 'ais', at: every(10, 0, until) })
  const of = (until: number, heard: readonly Heard[]) =>
    summaryOf(driveSources(aSourceLog(until, heard, { tickSeconds: 15 }), [], { sourcesMax }).outputs)

  test('who has taught nothing for six hours makes room; ten minutes without a refusal end it; reached again is another', () => {
    const junk: Heard = { id: 'once', at: [30] }
    const refused: Heard = { id: 'refused', at: [60, 7 * HOUR] }
    const third: Heard = { id: 'third', at: [7 * HOUR + 60] }
    const watched = steady('radar-3', 8 * HOUR)
    expect(of(8 * HOUR, [watched, junk, refused, third])).toEqual([
      [75, 1, 'open', null], // At the tick that follows.
      // Heard last at 30 s, so forgotten by the first sweep after 6 h; one is made each minute.
      [6 * HOUR + 60, 2, 'cancelled', 'There is room again.'],
      [7 * HOUR + 75, 1, 'open', null],
    ])
  })

  test('a place that comes free while ids are still refused does not end it', () => {
    const watched = [steady('radar-3', 7 * HOUR)]
    const trickle = every(60, 30, 7 * HOUR).map((second): Heard => ({ id: `junk-${second}`, at: [second] }))
    expect(of(7 * HOUR, [...watched, ...trickle])).toEqual([[105, 1, 'open', null]])
  })
})

describe('laws', () => {
  const policy: SourcePolicy = {
    ...POLICY,
    silentSecondsMin: 20,
    learnSeconds: 30,
    intervals: [{ sourceId: 'configured', expectedSeconds: 30 }],
  }
  const REAL = ['a', 'b', 'configured']
  const seconds = fc.array(fc.nat(1_500), { maxLength: 40 })
  const real = fc.tuple(seconds, seconds, seconds).map((all) =>
    // a and b were there first; whoever is configured may come at any time.
    REAL.map((id, index): Heard => ({ id, at: [...(id === 'configured' ? [] : [0]), ...(all[index] ?? [])] })),
  )
  const junk = fc.array(
    fc.record({
      id: fc.stringMatching(/^x[0-9a-z]{1,3}$/),
      kind: fc.constantFrom('ais', 'radar', 'patrol'),
      at: fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 10 }),
    }),
    { maxLength: 40 },
  )
  /** Again after the first have been forgotten. */
  const junkTwice = fc
    .tuple(junk, junk)
    .map(([early, late]) => [
      ...early,
      ...late.map(({ at, ...one }) => ({ ...one, at: at.map((second) => second + 25_000) })),
    ])
  const sourcesMax = 4

  test('whatever else sends, a watched source that dies raises its alert at the same time in the log', () => {
    fc.assert(
      fc.property(real, junk, fc.array(fc.nat(600), { maxLength: 5 }), (given, others, cuts) => {
        const alone = driveSources(aSourceLog(2_000, given, { policy }))
        const beside = driveSources(aSourceLog(2_000, [...given, ...others], { policy }), cuts, { sourcesMax })
        expect(silencesOf(beside.outputs, new Set(REAL))).toEqual(silencesOf(alone.outputs, new Set(REAL)))
        expect(beside.state.sources.size).toBeLessThanOrEqual(sourcesMax + policy.intervals.length)
      }),
    )
  })

  test('cut anywhere, crashed, lost and rebuilt at the limit: the same versions', () => {
    const crashesOf = fc.array(fc.nat(20), { maxLength: 5 })
    fc.assert(
      fc.property(junkTwice, fc.array(fc.nat(2_500), { maxLength: 5 }), crashesOf, (others, cuts, crashes) => {
        const log = aSourceLog(8 * 3_600, others, { policy, tickSeconds: 15 })
        const whole = driveSources(log, [], { sourcesMax: 1 }).alerts
        const contents = new Map<string, string>()
        const torn = driveSources(log, cuts, { sourcesMax: 1, crashes: new Set(crashes) }).alerts
        for (const alert of [...whole, ...torn]) {
          const key = `${alert.alertId} ${alert.version}`
          expect(JSON.stringify(alert)).toBe(contents.get(key) ?? JSON.stringify(alert))
          contents.set(key, JSON.stringify(alert))
        }
        expect(contents.size).toBe(whole.length)
        for (const lostAt of cuts) {
          const published = driveSources(log.slice(0, lostAt), [], { sourcesMax: 1 }).alerts
          const stage = driveStage(sourcesStage(topics('test'), { sourcesMax: 1 }), { published })
          const until = Math.min(lostAt, log.length)
          expect(stage.fold({ entries: log.slice(0, until), nextOffset: until, highWatermark: until })).toEqual([])
          const reconciled = stage.settle(until)
          const after = stage.fold({ entries: log.slice(until), nextOffset: log.length, highWatermark: log.length })
          expect([...published, ...[...reconciled, ...after].map(({ alert }) => alert)]).toEqual(whole)
        }
      }),
      { numRuns: 12 },
    )
  })
})
