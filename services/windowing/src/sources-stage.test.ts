import { type SourceSilentAlert, topics } from '@landfall/contracts'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SourceAlert } from './domain/sources/source-alert.ts'
import { sourcesStage } from './sources-stage.ts'
import {
  aSourceLog,
  every,
  type Heard,
  POLICY,
  type SourceLogEntry,
  START_MS,
  TICK_SECONDS,
} from './testing/a-source-log.ts'
import { driveSources } from './testing/drive-sources.ts'

/** Without a limit reached, all alerts are of silences. */
const silencesOf = (alerts: readonly SourceAlert[]) =>
  alerts.map((alert) => {
    if (alert.kind !== 'source-silent') throw new Error(`unexpected ${alert.kind}`)
    return alert
  })
const alertsOf = (outputs: readonly { readonly alert: SourceAlert }[]) => silencesOf(outputs.map(({ alert }) => alert))
const emittedIn = (...args: Parameters<typeof driveSources>) => silencesOf(driveSources(...args).alerts)

/** The state of a partition, and the offset that it stands at. */
type Copy = { readonly entries: Map<string, string>; nextOffset: number }
const newCopy = (): Copy => ({ entries: new Map(), nextOffset: 0 })

/** Opens the stage on what is stored and folds up to these offsets, the last being the end of the log, from where the state stands. */
const goOn = (
  log: readonly SourceLogEntry[],
  copy: Copy,
  emitted: SourceSilentAlert[],
  upTo: readonly number[],
): void => {
  const stage = driveStage(sourcesStage(topics('test')), { stored: copy.entries, published: emitted })
  const highWatermark = Math.max(copy.nextOffset, Math.min(log.length, ...upTo.slice(-1)))
  const settle = (): void => {
    emitted.push(...alertsOf(stage.settle(copy.nextOffset, highWatermark)))
  }
  if (!stage.startsOver) settle()
  for (const to of [...upTo].sort((a, b) => a - b)) {
    const nextOffset = Math.max(copy.nextOffset, Math.min(to, log.length))
    const batch = { entries: log.slice(copy.nextOffset, nextOffset), nextOffset, highWatermark }
    emitted.push(...alertsOf(stage.fold(batch)))
    copy.nextOffset = nextOffset
    settle()
  }
}

const emittedBy = (...args: Parameters<typeof aSourceLog>) => emittedIn(aSourceLog(...args))
const summaryOf = (alerts: readonly SourceSilentAlert[]) =>
  alerts.map(({ source, version, status, lastHeardAt, expectedIntervalSeconds }) => [
    ...[source.id, version, status, lastHeardAt.slice(11, 19), expectedIntervalSeconds],
  ])

describe('a source whose interval is learned', () => {
  // Heard every 30 s until 09:15:00: missed for more than 120 s at the tick of 09:17:05.
  const steady: Heard = { id: 'kaitaia', at: every(30, 0, 900) }

  test('silent: one version, however many ticks pass; its return cancels it; silent again is another alert', () => {
    expect(summaryOf(emittedBy(3_000, [steady]))).toEqual([['kaitaia', 1, 'open', '09:15:00', 30]])
    const back: Heard = { id: 'kaitaia', at: [...steady.at, ...every(30, 1_200, 1_500)] }
    const all = emittedBy(3_000, [back])
    expect(summaryOf(all)).toEqual([
      ['kaitaia', 1, 'open', '09:15:00', 30],
      ['kaitaia', 2, 'cancelled', '09:15:00', 30],
      ['kaitaia', 1, 'open', '09:25:00', 30],
    ])
    expect(all[1]).toMatchObject({ reason: 'Heard again after 5 min.', changes: ['cancelled'] })
    expect(new Set(all.map(({ alertId }) => alertId)).size).toBe(2)
    expect(all[0]?.alertId).toMatch(/^source-kaitaia-20261123-[0-9a-f]{12}$/)
  })

  test('is missed from 2 minutes on, not before', () => {
    expect(emittedBy(900 + 120, [steady])).toEqual([])
    expect(emittedBy(900 + 125, [steady])).toHaveLength(1)
  })

  test('a slow one gets twice its interval; one outage is not learned, the second is', () => {
    const slow: Heard = { id: 'sat', kind: 'satellite', at: every(600, 0, 3_600) }
    expect(emittedBy(3_600 + 1_200, [slow])).toEqual([])
    expect(summaryOf(emittedBy(3_600 + 1_205, [slow]))).toEqual([['sat', 1, 'open', '10:00:00', 600]])
    // Steady but for two gaps of an hour: the first two raise an alert, the third is normal for this source.
    const passes: Heard = {
      id: 'sat',
      kind: 'satellite',
      at: [0, 4_500, 9_000].flatMap((at) => [...every(5, at, at + 900)]),
    }
    const opened = emittedBy(17_000, [passes]).filter(({ status }) => status === 'open')
    expect(opened.map(({ lastHeardAt }) => lastHeardAt.slice(11, 19))).toEqual(['09:15:00', '10:30:00'])
  })

  test('a source active for less than 10 minutes is not missed, nor are people, who report when they have something to say', () => {
    expect(emittedBy(3_000, [{ id: 'short', at: every(5, 0, 590) }])).toEqual([])
    expect(emittedBy(3_000, [{ id: 'p3-orion', kind: 'patrol', at: every(5, 0, 900) }])).toEqual([])
  })

  test('time in which nobody watched does not count as silence: Kafka or the whole system was away', () => {
    const away = [901, 40_000] as const
    expect(emittedBy(40_100, [steady], { away })).toEqual([])
    expect(emittedBy(40_200, [steady], { away })).toHaveLength(1)
  })
})

describe('a source that is configured', () => {
  const intervals = [{ sourceId: 'radar-3', expectedSeconds: 10 }]
  const policy = { ...POLICY, intervals }

  test('is missed after twice its interval, whatever its kind, also when it was heard only once or never', () => {
    const once: Heard = { id: 'radar-3', kind: 'patrol', at: [100] }
    expect(summaryOf(emittedBy(125, [once], { policy }))).toEqual([
      ['radar-3', 1, 'open', '09:00:00', 10], // Never heard; then heard; then silent again.
      ['radar-3', 2, 'cancelled', '09:00:00', 10],
      ['radar-3', 1, 'open', '09:01:40', 10],
    ])
    expect(emittedBy(25, [], { policy })[0]).toMatchObject({ source: { id: 'radar-3', kind: 'unknown' } })
  })

  test('off: it is not missed, and an open alert is cancelled; on again: the same alert reopens', () => {
    const off = { ...POLICY, intervals: [{ sourceId: 'radar-3', expectedSeconds: null }] }
    const log = [
      ...aSourceLog(100, [{ id: 'radar-3', at: [5] }], { policy }),
      ...aSourceLog(100, [], { policy: off }),
      ...aSourceLog(100, [], { policy }),
    ].map((entry, offset) => ({ ...entry, offset }))
    const times = log.map((entry, at) => ({ ...entry, timestampMs: START_MS + at * TICK_SECONDS * 1_000 }))
    const alerts = emittedIn(times)
    expect(alerts.map(({ version, status, changes }) => [version, status, ...changes])).toEqual([
      [1, 'open', 'raised'],
      [2, 'cancelled', 'cancelled'],
      [3, 'open', 'reopened'],
    ])
    expect(alerts[1]?.reason).toBe('It is no longer watched.')
  })
})

describe('laws', () => {
  const heard = fc.array(
    fc.record({ id: fc.constantFrom('a', 'b', 'c'), at: fc.array(fc.nat(1_500), { maxLength: 40 }) }),
    { maxLength: 3 },
  )
  const policy = { ...POLICY, silentSecondsMin: 20, learnSeconds: 30 }

  test('batches cut anywhere, crashes between producing and committing: no two contents under one (alertId, version)', () => {
    fc.assert(
      fc.property(heard, fc.array(fc.nat(400)), fc.array(fc.nat(20)), (given, cuts, crashes) => {
        const log = aSourceLog(2_000, given, { policy })
        const whole = emittedIn(log)
        const contents = new Map<string, string>()
        for (const alert of [...whole, ...emittedIn(log, cuts, { crashes: new Set(crashes) })]) {
          const key = `${alert.alertId} ${alert.version}`
          expect(JSON.stringify(alert)).toBe(contents.get(key) ?? JSON.stringify(alert))
          contents.set(key, JSON.stringify(alert))
        }
        // Nothing that the run without crashes does not emit, and every version follows the one before it.
        expect(contents.size).toBe(whole.length)
        for (const { alertId, version } of whole)
          expect(version === 1 || contents.has(`${alertId} ${version - 1}`)).toBe(true)
      }),
    )
  })

  test('a state restored from before a rebuild contradicts nothing, and goes on with what is published', () => {
    const [copiedAt, lostAt, heldUpTo] = [fc.nat(400), fc.nat(400), fc.nat(400)]
    fc.assert(
      fc.property(heard, copiedAt, lostAt, heldUpTo, fc.array(fc.nat(400)), (given, copied, lost, held, cuts) => {
        const log = aSourceLog(2_005, given, { policy })
        const lastTick = log.length - 1 // Silences are seen at ticks, so one comes after all else.
        const [first = 0, second = 0, third = 0] = [copied, lost, held].sort((a, b) => a - b)
        const emitted: SourceSilentAlert[] = []
        const copy = newCopy()
        goOn(log, copy, emitted, [first])
        goOn(log, { ...copy, entries: new Map(copy.entries) }, emitted, [second])
        goOn(log, newCopy(), emitted, [third]) // Redis was emptied.
        goOn(log, copy, emitted, [...cuts.filter((cut) => cut < lastTick), lastTick]) // And then the copy was taken for it.
        goOn(log, copy, emitted, [log.length])
        const contents = new Map<string, string>()
        for (const alert of emitted) {
          const key = `${alert.alertId} ${alert.version}`
          expect(JSON.stringify(alert)).toBe(contents.get(key) ?? JSON.stringify(alert))
          contents.set(key, JSON.stringify(alert))
        }
        // Repeats come late, so the highest version of each counts.
        const open = (alerts: readonly SourceSilentAlert[]) =>
          [...Map.groupBy(alerts, ({ alertId }) => alertId)].flatMap(([alertId, versions]) =>
            versions.toSorted((a, b) => b.version - a.version)[0]?.status === 'open' ? [alertId] : [],
          )
        expect(open(emitted).sort()).toEqual(open(emittedIn(log)).sort())
      }),
    )
  })

  test('a state that is lost is rebuilt without outputs, and goes on with what is published', () => {
    fc.assert(
      fc.property(heard, fc.nat(400), (given, lostAt) => {
        const log = aSourceLog(2_000, given, { policy })
        const before = emittedIn(log.slice(0, lostAt))
        const stage = driveStage(sourcesStage(topics('test')), { published: before })
        const until = Math.min(lostAt, log.length)
        const rebuilt = stage.fold({ entries: log.slice(0, until), nextOffset: until, highWatermark: until })
        expect(rebuilt).toEqual([])
        const reconciled = stage.settle(until)
        const after = stage.fold({ entries: log.slice(until), nextOffset: log.length, highWatermark: log.length })
        const all = [...before, ...alertsOf(reconciled), ...alertsOf(after)]
        const versions = new Map<string, number>()
        for (const { alertId, version } of all) {
          expect(version).toBe((versions.get(alertId) ?? 0) + 1)
          versions.set(alertId, version)
        }
        expect(all).toEqual(emittedIn(log))
      }),
    )
  })
})

test.each(['{"type":"record"}', null])('a record that is %s is skipped', (value) => {
  const stage = driveStage(sourcesStage(topics('test')))
  const entries = [{ offset: 0, timestampMs: START_MS, key: null, value }]
  expect(stage.fold({ entries, nextOffset: 1, highWatermark: 1 })).toEqual([])
  expect(stage.state.loggedAtMs).toBeNull()
})
