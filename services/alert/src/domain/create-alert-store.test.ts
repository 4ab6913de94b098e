import type { FeedFilter } from '@landfall/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anAction, aVersion } from '../testing/a-version.ts'
import { type AlertAction, actionKey } from './alert-action.ts'
import type { AlertVersion } from './alert-version.ts'
import { changesSince } from './changes-since.ts'
import { type AlertStore, applyAction, applyVersion, type Change, createAlertStore } from './create-alert-store.ts'
import { matches, passesFilter } from './passes-filter.ts'

const ALERTS = ['nz-1', 'nz-2']
const severities = ['caution', 'warning', 'alarm'] as const

type Log = { readonly versions: readonly AlertVersion[]; readonly actions: readonly AlertAction[] }

/** A log as the services would write it, and worse: repeats, actions on old and on missing versions, any turn. */
const logs: fc.Arbitrary<Log> = fc
  .tuple(
    fc.array(
      fc.record({
        alertId: fc.constantFrom(...ALERTS),
        step: fc.constantFrom(0, 1, 1, 1, 2),
        severity: fc.constantFrom(...severities),
        status: fc.constantFrom('open', 'open', 'cancelled'),
        likely: fc.constantFrom(0, 5, 9),
        craftId: fc.constantFrom('a:1', 'a:2'),
        gapMs: fc.nat(3),
      }),
      { maxLength: 12 },
    ),
    fc.array(
      fc.record({
        alertId: fc.constantFrom(...ALERTS),
        action: fc.constantFrom('acknowledge', 'silence', 'unsilence', 'note', 'close', 'reopen', 'escalate'),
        expectedVersion: fc.integer({ min: 1, max: 6 }),
        actionId: fc.constantFrom('x', 'y', 'z', 'u', 'v', 'w'),
        turn: fc.nat(2),
        gapMs: fc.nat(3),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([versions, actions]) => ({ versions: toVersions(versions), actions: toActions(actions) }))

const toVersions = (
  drawn: readonly { alertId: string; step: number; gapMs: number; craftId: string; likely: number }[],
) => {
  const latest = new Map<string, number>()
  let timeMs = 1_000
  return drawn.map(({ alertId, step, gapMs, craftId, likely, ...rest }, offset) => {
    const version = Math.max(1, (latest.get(alertId) ?? 0) + step)
    latest.set(alertId, version)
    timeMs += gapMs
    return aVersion({ ...rest, alertId, version, offset, timeMs, craft: [{ craftId, sameAs: [], likely }] })
  })
}

const toActions = (drawn: readonly (Partial<AlertAction> & { readonly gapMs: number })[]) => {
  let timeMs = 1_000
  return drawn.map(({ gapMs, ...rest }, offset) => {
    timeMs += gapMs
    return anAction({ ...rest, offset, timeMs, untilMs: timeMs + 2, escalateAfterMs: 2 })
  })
}

/** Reads both topics, interleaved as `picks` says. Returns the store and the changes it reported. */
const read = ({ versions, actions }: Log, picks: readonly boolean[]) => {
  const store = createAlertStore()
  const changes: Change[] = []
  let nextVersion = 0
  let nextAction = 0
  for (let turn = 0; nextVersion < versions.length || nextAction < actions.length; turn += 1) {
    const version = versions[nextVersion]
    const action = actions[nextAction]
    const takesVersion = action === undefined || (version !== undefined && (picks[turn] ?? true))
    let change: Change | null = null
    if (takesVersion && version !== undefined) {
      change = applyVersion(store, version).change
      nextVersion += 1
    } else if (action !== undefined) {
      change = applyAction(store, action)
      nextAction += 1
    }
    if (change !== null) changes.push(change)
  }
  return { store, changes }
}

const stateOf = (store: AlertStore) =>
  new Map([...store.alerts].map(([alertId, { now, outcomes }]) => [alertId, { now, outcomes }]))
const picks = fc.array(fc.boolean(), { maxLength: 24 })

describe('laws of the fold', () => {
  test('the state does not depend on how the two topics are interleaved', () => {
    fc.assert(
      fc.property(logs, picks, picks, (log, one, other) => {
        expect(stateOf(read(log, one).store)).toEqual(stateOf(read(log, other).store))
      }),
    )
  })

  test('the changes since any position, from any instance, lead to the same state as reading on', () => {
    fc.assert(
      fc.property(logs, picks, picks, fc.nat(24), (log, one, other, cut) => {
        const reader = read(log, one)
        const resumed = read(log, other)
        const seen = reader.changes.slice(0, cut)
        const held = new Map(seen.map((change) => [change.after.version.alertId, change.after]))
        const since = changesSince(resumed.store, seen.at(-1)?.position ?? { alerts: 0, actions: 0 })
        if (since.kind !== 'changes') throw new Error(since.kind)
        let last = seen.at(-1)?.position ?? { alerts: 0, actions: 0 }
        for (const { after, position } of since.changes) {
          held.set(after.version.alertId, after)
          expect(position.alerts >= last.alerts && position.actions >= last.actions).toBe(true)
          last = position
        }
        expect(held).toEqual(new Map(resumed.store.raised.map(({ alertId, now }) => [alertId, now])))
      }),
    )
  })

  test('with a filter, a client holds exactly what matches it, after a resume too', () => {
    const filters = fc.constantFrom<FeedFilter>({ severities: ['alarm'] }, { severities: ['warning', 'caution'] })
    fc.assert(
      fc.property(logs, picks, picks, fc.nat(24), filters, (log, one, other, cut, filter) => {
        const seen = read(log, one).changes.slice(0, cut)
        const { store } = read(log, other)
        const since = changesSince(store, seen.at(-1)?.position ?? { alerts: 0, actions: 0 })
        if (since.kind !== 'changes') throw new Error(since.kind)
        const passing = [...seen, ...since.changes].filter((change) => passesFilter(filter, change))
        const held = new Map(passing.map(({ after }) => [after.version.alertId, after]))
        for (const { alertId, now } of store.raised) {
          const heldNow = held.get(alertId)
          const matters = [now, heldNow].some((one) => one != null && matches(filter, one))
          if (matters) expect(heldNow).toEqual(now)
        }
      }),
    )
  })

  test('a resume replays every version after the position, in order', () => {
    fc.assert(
      fc.property(logs, picks, fc.nat(12), (log, order, from) => {
        const { store } = read(log, order)
        const position = { alerts: Math.min(from, store.position.alerts), actions: store.position.actions }
        const since = changesSince(store, position)
        if (since.kind !== 'changes') throw new Error(since.kind)
        const replayed = since.changes.map(({ after }) => `${after.version.alertId}/${after.version.version}`)
        const written = store.versions.filter(({ version }) => version.offset >= position.alerts)
        expect(replayed).toEqual(written.map(({ version }) => `${version.alertId}/${version.version}`))
      }),
    )
  })

  test('an action that took effect keeps it, whatever comes later', () => {
    fc.assert(
      fc.property(logs, picks, (log, order) => {
        // Causality: whoever writes an action has read the version it names, so here the versions are read first.
        const known = (action: AlertAction) =>
          log.versions.some((v) => v.alertId === action.alertId && v.version === action.expectedVersion)
        const real = { ...log, actions: log.actions.filter(known) }
        const store = createAlertStore()
        for (const version of real.versions) applyVersion(store, version)
        const took = new Set<string>()
        for (const action of real.actions) {
          applyAction(store, action)
          for (const [alertId, { outcomes }] of store.alerts) {
            for (const [key, outcome] of outcomes) if (outcome === 'took') took.add(`${alertId} ${key}`)
          }
        }
        const final = stateOf(read(real, order).store)
        for (const entry of took) {
          const [alertId = '', ...key] = entry.split(' ')
          expect(final.get(alertId)?.outcomes.get(key.join(' '))).toBe('took')
        }
      }),
    )
  })

  test('an open alert above caution stays closed only while no craft has more people than when it was closed', () => {
    fc.assert(
      fc.property(logs, picks, (log, order) => {
        for (const { now, versions, actions, outcomes } of read(log, order).store.alerts.values()) {
          if (now?.lifecycle.attention.phase !== 'closed') continue
          const { status, severity, craft } = now.version
          if (status !== 'open' || severity === 'caution') continue
          const close = actions.findLast((one) => one.action === 'close' && outcomes.get(actionKey(one)) === 'took')
          const then = versions.find(({ version }) => version === close?.expectedVersion)
          for (const { craftId, likely } of craft) {
            const held = then?.craft.find((one) => one.craftId === craftId)?.likely ?? 0
            expect(likely).toBeLessThanOrEqual(held)
          }
        }
      }),
    )
  })

  test('reading everything twice changes nothing', () => {
    fc.assert(
      fc.property(logs, picks, (log, order) => {
        const { store } = read(log, order)
        const before = stateOf(store)
        for (const version of log.versions) expect(applyVersion(store, version).change).toBeNull()
        for (const action of log.actions) expect(applyAction(store, action)).toBeNull()
        expect(stateOf(store)).toEqual(before)
      }),
    )
  })
})

test('a position beyond the store is ahead, and one too far back is too old', () => {
  const store = createAlertStore()
  for (let offset = 0; offset < 10; offset += 1) applyVersion(store, aVersion({ version: offset + 1, offset }))
  expect(changesSince(store, { alerts: 11, actions: 0 }).kind).toBe('ahead')
  expect(changesSince(store, { alerts: 10, actions: 1 }).kind).toBe('ahead')
  expect(changesSince(store, { alerts: 0, actions: 0 }, 9).kind).toBe('too-old')
  expect(changesSince(store, { alerts: 1, actions: 0 }, 9).kind).toBe('changes')
})
