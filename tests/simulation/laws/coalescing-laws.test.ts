import { severityRank } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGeneratedLog } from '../generators/generated-log.ts'
import { boat, sea } from '../tables/sea.ts'
import { arrivalsWrittenFor, emitFrom, logOf, moments, steps, ticked } from './emit-from.ts'
import { expectAlertsMatchOracle } from './expect-alerts-match-oracle.ts'
import { holds, RUNS } from './runs.ts'

// At most one version of an alert in each bucket of the log's time, urgent ones aside (design §4.8, decision 0018).

const cases = fc.record({ world: aGeneratedLog(), at: moments })

const alertsOf = (emitted: readonly { readonly alert: AreaAlert }[]) => emitted.map(({ alert }) => alert)
const nameOf = ({ alertId, version }: AreaAlert) => `${alertId}/${version}`

test('the same log gives the same versions, however it is cut, crashed and rolled back', () => {
  holds(fc.record({ world: aGeneratedLog(), at: moments, taken: steps }), ({ world, at, taken }) => {
    const log = ticked(logOf(arrivalsWrittenFor(world), at))
    const straight = alertsOf(emitFrom(world.areas, log))
    const hurt = alertsOf(emitFrom(world.areas, log, taken))
    expect(new Map(hurt.map((alert) => [nameOf(alert), JSON.stringify(alert)]))).toEqual(
      new Map(straight.map((alert) => [nameOf(alert), JSON.stringify(alert)])),
    )
    expect(new Set(hurt.map((alert) => JSON.stringify(alert))).size).toBe(straight.length)
  })
})

test('after one tick of a later second the open alerts are those of the oracle', () => {
  holds(cases, ({ world, at }) => {
    const log = ticked(logOf(arrivalsWrittenFor(world), at))
    expectAlertsMatchOracle(alertsOf(emitFrom(world.areas, log)), world.observations, world.areas)
  })
})

/** Raised, ended, open again, more severe than before, or in place of one that ends with the same record. */
const isUrgent = (
  { alert, offset }: { readonly alert: AreaAlert; readonly offset: number },
  before: AreaAlert | undefined,
  all: ReturnType<typeof emitFrom>,
): boolean =>
  before === undefined ||
  alert.status !== before.status ||
  severityRank(alert.severity) > severityRank(before.severity) ||
  all.some((other) => other.offset === offset && other.alert.supersededBy === alert.alertId)

test('a bucket has at most one version of an alert that is not urgent', () => {
  let coalesced = 0
  holds(cases, ({ world, at }) => {
    const log = ticked(logOf(arrivalsWrittenFor(world), at))
    const emitted = emitFrom(world.areas, log)
    // Runs of records of one second: a clock that is set back begins another.
    const runs: number[] = []
    for (const [index, { timestampMs }] of log.entries()) {
      const isSame = Math.floor(timestampMs / 1_000) === Math.floor((log[index - 1]?.timestampMs ?? 0) / 1_000)
      runs.push((runs.at(-1) ?? 0) + (isSame ? 0 : 1))
    }
    const counts = new Map<string, number>()
    const before = new Map<string, AreaAlert>()
    for (const each of emitted) {
      const { alert, offset } = each
      const name = `${alert.alertId} ${runs[offset]}`
      if (!isUrgent(each, before.get(alert.alertId), emitted)) counts.set(name, (counts.get(name) ?? 0) + 1)
      before.set(alert.alertId, alert)
    }
    expect(Math.max(0, ...counts.values())).toBeLessThanOrEqual(1)
    const apart = log.map((record, index) => ({ ...record, timestampMs: index * 10_000 }))
    if (emitFrom(world.areas, apart).length > emitted.length) coalesced += 1
  })
  expect(coalesced).toBeGreaterThan(0)
})

type Emitted = ReturnType<typeof emitFrom>

/** The craft of the alert's last open version before the record. */
const craftKnown = (emitted: Emitted, { alertId }: AreaAlert, offset: number): string | undefined =>
  emitted
    .findLast((each) => each.offset < offset && each.alert.alertId === alertId && each.alert.status === 'open')
    ?.alert.craft.map(({ craftId }) => craftId)
    .join()

/**
 * From which record on the same situations may be other alerts in the two logs. An alert that ends with a change pending is known by what
 * it had published (decision 0018): it may come back for other craft than it does where that was published before it ended.
 */
const otherAlertsFrom = (now: Emitted, apart: Emitted): number => {
  const isOther = ({ alert, offset }: Emitted[number]): boolean =>
    alert.changes.some((change) => change === 'reopened') &&
    craftKnown(now, alert, offset) !== craftKnown(apart, alert, offset)
  return Math.min(Number.POSITIVE_INFINITY, ...[...now, ...apart].filter(isOther).map(({ offset }) => offset))
}

test('what is urgent waits for nothing: status and severity are never behind those of a log whose records are seconds apart', () => {
  let shortened = 0
  holds(cases, ({ world, at }) => {
    const log = logOf(arrivalsWrittenFor(world), at)
    const now = emitFrom(world.areas, log)
    const apart = emitFrom(
      world.areas,
      log.map((record, index) => ({ ...record, timestampMs: index * 10_000 })),
    )
    const end = Math.min(log.length, otherAlertsFrom(now, apart))
    if (end < log.length) shortened += 1
    for (let offset = 0; offset < end; offset += 1) {
      const upTo = (emitted: Emitted) =>
        new Map(emitted.filter((each) => each.offset <= offset).map(({ alert }) => [alert.alertId, alert]))
      const shown = upTo(now)
      for (const [alertId, { status, severity }] of upTo(apart)) {
        expect(shown.get(alertId)?.status).toBe(status)
        expect(severityRank(shown.get(alertId)?.severity ?? 'caution')).toBeGreaterThanOrEqual(severityRank(severity))
      }
      expect(shown.size).toBe(upTo(apart).size)
    }
  })
  expect(shortened).toBeLessThanOrEqual(RUNS / 50)
})

test('what is pending of an alert is published before the alert is forgotten', () => {
  const areas = [sea({ retentionDays: 1, personsHorizonDays: 0.5, absenceGapHours: 12, visitGapHours: 6 })]
  const far = { longitude: -175, latitude: -45 }
  const observations = [...boat('a', '0', 31), ...boat('b', '1', 5), ...boat('z', '200', 1, far)]
  // All of them in one second of the log, and nothing after it.
  const log = logOf(arrivalsWrittenFor({ areas, observations }), [{ gapMs: 0, isTick: false }])
  const versions = alertsOf(emitFrom(areas, log))
  expect(versions.map(({ version, changes }) => [version, changes])).toEqual([
    [1, ['raised']],
    [2, ['craft-joined', 'counts-raised']],
  ])
})
