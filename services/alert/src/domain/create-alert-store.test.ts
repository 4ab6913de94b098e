import type { FeedFilter } from '@landfall/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readHistory } from '../log/read-history.ts'
import { aVersion } from '../testing/a-version.ts'
import { wholeChangesSince } from '../testing/oracle/whole-changes-since.ts'
import { randomLogs } from '../testing/random-log.ts'
import { readRandomLog, readWhole, type Step } from '../testing/read-random-log.ts'
import { type AlertAction, actionKey } from './alert-action.ts'
import { decidedOf } from './archive-of.ts'
import { type AlertStore, applyAction, applyVersion, type Change, createAlertStore } from './create-alert-store.ts'
import type { LogPosition } from './log-position.ts'
import { operatorSide } from './operator-side.ts'
import { matches, passesFilter } from './passes-filter.ts'
import { changesSince, type Since } from './window/changes-since.ts'

const BEGINNING: LogPosition = { alerts: 0, actions: 0 }
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.record({ takesVersion: fc.boolean(), restarts: fc.constantFrom(true, false, false, false) }),
  { maxLength: 60 },
)
/** As one client sees it: without a start in between, after which changes are reported again. */
const inOrder = steps.map((drawn) => drawn.map((step) => ({ ...step, restarts: false })))
const limits = fc.record({
  windowRecordsMax: fc.constantFrom(0, 1, 3, 8, 100),
  windowBytesMax: fc.constantFrom(3_000, 1e9),
  recentMsMax: fc.constantFrom(0, 3, 1e9),
  recentAlertsMax: fc.constantFrom(0, 1, 9),
  recentBytesMax: fc.constantFrom(0, 1e9),
  tailVersionsMax: fc.constantFrom(0, 1, 2, 100),
  tailCraftMax: fc.constantFrom(0, 2, 100),
})
/** Without limits that matter. */
const ROOMY = { tailVersionsMax: 100, tailCraftMax: 100, recentMsMax: 1e9 }

/** What anyone can see of each alert, and what became of each action. */
const shown = async ({ store, records }: Pick<Awaited<ReturnType<typeof readRandomLog>>, 'store' | 'records'>) => {
  const entries = [...store.alerts.values()].toSorted((a, b) => (a.alertId < b.alertId ? -1 : 1))
  return Promise.all(
    entries.map(async (entry) => {
      const now = await records.nowOf(entry)
      return {
        alertId: entry.alertId,
        json: now && String(now.version.json),
        side: now && operatorSide(now, 'operator', 1_006),
        outcomes: new Map([...decidedOf(entry)].map(([key, { outcome }]) => [key, outcome])),
      }
    }),
  )
}
const shownWhole = (whole: ReturnType<typeof readWhole>) =>
  [...whole.alerts.values()]
    .toSorted((a, b) => (a.alertId < b.alertId ? -1 : 1))
    .map(({ alertId, now, outcomes }) => ({
      alertId,
      json: now && String(now.version.json),
      side: now && operatorSide(now, 'operator', 1_006),
      outcomes,
    }))

const changesOf = (since: Since): readonly Change[] => {
  if (since.kind !== 'changes') throw new Error(since.kind)
  return since.changes
}
const isDifferent = ({ before, after }: Change): boolean => JSON.stringify(before) !== JSON.stringify(after)

describe('the store is the fold of everything that was ever written', () => {
  test('whatever has left memory, and however often it was started from a checkpoint', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, limits, async (log, order, given) => {
        expect(await shown(await readRandomLog(log, order, given))).toEqual(shownWhole(readWhole(log)))
      }),
      { numRuns: 400 },
    )
  })

  test('it reports the same changes', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, inOrder, limits, async (log, order, given) => {
        const bounded = await readRandomLog(log, order, given)
        const whole = await readRandomLog(log, order, ROOMY)
        expect(bounded.changes).toEqual(whole.changes)
      }),
    )
  })

  test('a resume gets the changes of the oracle, or a snapshot', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, limits, fc.nat(24), fc.nat(24), async (log, order, given, a, b) => {
        const { store } = await readRandomLog(log, order, given)
        const position = { alerts: Math.min(a, store.position.alerts), actions: Math.min(b, store.position.actions) }
        const since = changesSince(store, position)
        if (since.kind === 'too-old') return
        const oracle = changesOf(wholeChangesSince(readWhole(log), position))
        // An action that the next version has undone already changes nothing: saying so again does no harm.
        expect(changesOf(since).filter(isDifferent)).toEqual(oracle.filter(isDifferent))
      }),
      { numRuns: 400 },
    )
  })

  test('and never a snapshot for what is in the window, after a start from a checkpoint neither', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, fc.constantFrom(1, 3, 8), async (log, order, windowRecordsMax) => {
        const { store } = await readRandomLog(log, order, { ...ROOMY, windowRecordsMax })
        const { from, versions, actions } = store.window
        expect(versions.length + actions.length).toBe(
          Math.min(windowRecordsMax, store.counts.versions + store.counts.actions),
        )
        expect(changesSince(store, from).kind).toBe('changes')
      }),
    )
  })

  test('the pages of a history are all its records, with what became of them', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, limits, fc.integer({ min: 1, max: 9 }), async (log, order, given, limit) => {
        const { store, records } = await readRandomLog(log, order, given)
        const whole = readWhole(log)
        for (const entry of store.raised) {
          const fold = whole.alerts.get(entry.alertId)
          const oracle = [...(fold?.versions ?? []), ...(fold?.actions ?? [])].toSorted((x, y) => x.timeMs - y.timeMs)
          const read: string[] = []
          for (let from: number | null = 0; from !== null; ) {
            const page = await readHistory(records, entry, { viewer: 'operator', from, limit })
            for (const one of page.entries) {
              read.push(one.kind === 'version' ? `v${one.version}` : `${one.operator} ${one.action} ${one.outcome}`)
            }
            from = page.nextCursor === null ? null : Number(page.nextCursor)
          }
          const outcomeOf = (action: AlertAction) => fold?.outcomes.get(actionKey(action))
          expect(read).toEqual(
            oracle.map((one) =>
              'json' in one ? `v${one.version}` : `${one.operator} ${one.action} ${outcomeOf(one)}`,
            ),
          )
        }
      }),
    )
  })
})

describe('laws of the fold', () => {
  test('the state does not depend on how the two topics are interleaved', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, steps, async (log, one, other) => {
        expect(await shown(await readRandomLog(log, one))).toEqual(await shown(await readRandomLog(log, other)))
      }),
    )
  })

  test('the changes since any position, from any instance, lead to the same state as reading on', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, inOrder, steps, fc.nat(24), async (log, one, other, cut) => {
        const seen = (await readRandomLog(log, one)).changes.slice(0, cut)
        const { store } = await readRandomLog(log, other)
        const held = new Map(seen.map((change) => [change.after.version.alertId, change.after]))
        let last = seen.at(-1)?.position ?? BEGINNING
        for (const { after, position } of changesOf(changesSince(store, last))) {
          held.set(after.version.alertId, after)
          expect(position.alerts >= last.alerts && position.actions >= last.actions).toBe(true)
          last = position
        }
        expect(held).toEqual(new Map(store.raised.map(({ alertId, fold }) => [alertId, fold?.now])))
      }),
    )
  })

  test('with a filter, a client holds exactly what matches it, after a resume too', async () => {
    const filters = fc.constantFrom<FeedFilter>({ severities: ['alarm'] }, { severities: ['warning', 'caution'] })
    await fc.assert(
      fc.asyncProperty(randomLogs, inOrder, steps, fc.nat(24), filters, async (log, one, other, cut, filter) => {
        const seen = (await readRandomLog(log, one)).changes.slice(0, cut)
        const { store } = await readRandomLog(log, other)
        const missed = changesOf(changesSince(store, seen.at(-1)?.position ?? BEGINNING))
        const passing = [...seen, ...missed].filter((change) => passesFilter(filter, change))
        const held = new Map(passing.map(({ after }) => [after.version.alertId, after]))
        for (const { alertId, fold } of store.raised) {
          const heldNow = held.get(alertId)
          const matters = [fold?.now, heldNow].some((now) => now != null && matches(filter, now))
          if (matters) expect(heldNow).toEqual(fold?.now)
        }
      }),
    )
  })

  test('a resume replays every version after the position, in order', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, fc.nat(12), async (log, order, from) => {
        const { store } = await readRandomLog(log, order)
        const position = { alerts: Math.min(from, store.position.alerts), actions: store.position.actions }
        const replayed = changesOf(changesSince(store, position)).map(({ after }) => after.version.offset)
        const written = readWhole(log).versions.filter(({ version }) => version.offset >= position.alerts)
        expect(replayed).toEqual(written.map(({ version }) => version.offset))
      }),
    )
  })

  test('an action that took effect keeps it, whatever comes later', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, async (log, order) => {
        // Causality: whoever writes an action has read the version it names, so here the versions are read first.
        const known = (action: AlertAction) =>
          log.versions.some((v) => v.alertId === action.alertId && v.version === action.expectedVersion)
        const real = { ...log, actions: log.actions.filter(known) }
        const store = createAlertStore()
        for (const version of real.versions) applyVersion(store, version)
        const took = new Set<string>()
        for (const action of real.actions) {
          applyAction(store, action)
          for (const [alertId, entry] of store.alerts) {
            for (const [key, { outcome }] of decidedOf(entry)) if (outcome === 'took') took.add(`${alertId} ${key}`)
          }
        }
        const { alerts } = (await readRandomLog(real, order)).store
        for (const one of took) {
          const [alertId = '', ...key] = one.split(' ')
          const entry = alerts.get(alertId)
          expect(entry && decidedOf(entry).get(key.join(' '))?.outcome).toBe('took')
        }
      }),
    )
  })

  test('an open alert above caution stays closed only while no craft has more people than when it was closed', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, limits, async (log, order, given) => {
        const { store, records } = await readRandomLog(log, order, given)
        for (const entry of store.raised) {
          const now = await records.nowOf(entry)
          const { attention } = now?.lifecycle ?? {}
          if (now === null || attention?.phase !== 'closed') continue
          const { status, severity, craft } = now.version
          if (status !== 'open' || severity === 'caution') continue
          const { version: closed } = attention.closing
          const then = log.versions.find(({ alertId, version }) => alertId === entry.alertId && version === closed)
          for (const { craftId, likely } of craft) {
            const held = then?.craft.find((one) => one.craftId === craftId)?.likely ?? 0
            expect(likely).toBeLessThanOrEqual(held)
          }
        }
      }),
    )
  })

  test('reading everything twice changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(randomLogs, steps, async (log, order) => {
        const read = await readRandomLog(log, order)
        const before = await shown(read)
        for (const version of log.versions) expect(applyVersion(read.store, version).change).toBeNull()
        for (const action of log.actions) expect(applyAction(read.store, action).change).toBeNull()
        expect(await shown(read)).toEqual(before)
      }),
    )
  })
})

const tenVersions = (windowRecordsMax: number): AlertStore => {
  const store = createAlertStore({ windowRecordsMax })
  for (let offset = 0; offset < 10; offset += 1) applyVersion(store, aVersion({ version: offset + 1, offset }))
  return store
}

test('a position beyond the store is ahead, and one before the window is too old', () => {
  const store = tenVersions(9)
  expect(changesSince(store, { alerts: 11, actions: 0 }).kind).toBe('ahead')
  expect(changesSince(store, { alerts: 10, actions: 1 }).kind).toBe('ahead')
  expect(changesSince(store, { alerts: 0, actions: 0 }).kind).toBe('too-old')
  expect(changesSince(store, { alerts: 1, actions: 0 }).kind).toBe('changes')
})

test('repeated, contradicting and late versions change nothing', () => {
  const store = createAlertStore()
  const take = (version: number, json = `{"version":${version}}`) =>
    applyVersion(store, aVersion({ version, json: Buffer.from(json), offset: store.position.alerts }))
  take(1)
  take(3)
  expect([take(3), take(3, '{"other":1}'), take(2), take(1)]).toEqual([
    { taken: 'repeat', change: null },
    { taken: 'contradiction', change: null },
    { taken: 'out-of-order', change: null },
    { taken: 'repeat', change: null },
  ])
  expect(store.position).toEqual({ alerts: 6, actions: 0 })
})
