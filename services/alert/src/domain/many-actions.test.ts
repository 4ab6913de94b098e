import { NOTES_PER_ALERT_MAX, SHOWN_NOTES_MAX } from '@landfall/contracts'
import { afterEach, describe, expect, test } from 'vitest'
import { anAction, aVersion } from '../testing/a-version.ts'
import type { AlertAction } from './alert-action.ts'
import { type AlertStore, applyAction, applyVersion, createAlertStore } from './create-alert-store.ts'
import { allowedActions, isFullOfNotes } from './decide-action.ts'
import { operatorSide } from './operator-side.ts'

const undo: (() => void)[] = []
afterEach(() => {
  for (const restore of undo.splice(0)) restore()
})

/** Counts what copying and deciding take: entries put into a map, elements of a list visited, actions looked at. */
const countWork = () => {
  const work = { steps: 0 }
  const replace = <Name extends string>(owner: Record<Name, (...args: never[]) => unknown>, name: Name): void => {
    const own = owner[name]
    owner[name] = function (this: unknown, ...args) {
      work.steps += 1
      return own.apply(this, args)
    }
    undo.push(() => {
      owner[name] = own
    })
  }
  replace(Map.prototype, 'set')
  replace(Object.getPrototypeOf([][Symbol.iterator]()), 'next')
  const watched = (action: AlertAction): AlertAction => {
    const { expectedVersion } = action
    return Object.defineProperty({ ...action }, 'expectedVersion', {
      enumerable: true,
      get: () => {
        work.steps += 1
        return expectedVersion
      },
    })
  }
  return { work, watched }
}

const ACTIONS_OF_A_VERSION = 20
/** An operator who is a version behind, now and then. */
const versionNamed = (at: number): number =>
  Math.max(1, 1 + Math.floor(at / ACTIONS_OF_A_VERSION) - (at % 7 === 0 ? 1 : 0))

type Order = (actions: number, onAction: (at: number) => void, onVersion: (version: number) => void) => void
const orders: readonly (readonly [string, (at: number) => number, Order])[] = [
  [
    'after the one version that they name',
    () => 1,
    (actions, onAction, onVersion) => {
      onVersion(1)
      for (let at = 0; at < actions; at += 1) onAction(at)
    },
  ],
  [
    'before it, as at a start',
    () => 1,
    (actions, onAction, onVersion) => {
      for (let at = 0; at < actions; at += 1) onAction(at)
      onVersion(1)
    },
  ],
  [
    'before many versions that they name in about their order',
    versionNamed,
    (actions, onAction, onVersion) => {
      for (let at = 0; at < actions; at += 1) onAction(at)
      for (let version = 1; version <= actions / ACTIONS_OF_A_VERSION; version += 1) onVersion(version)
    },
  ],
]

/** The steps taken for so many actions on one alert: notes, more than an alert takes, and silences. */
const stepsOf = (actions: number, versionOf: (at: number) => number, order: Order): number => {
  const { work, watched } = countWork()
  const store = createAlertStore()
  order(
    actions,
    (at) => {
      const action = at % 3 === 0 ? 'silence' : 'note'
      const given = { action, untilMs: 9e12, turn: at, offset: at, timeMs: 2_000 + at } as const
      applyAction(store, watched(anAction({ ...given, expectedVersion: versionOf(at) })))
    },
    (version) => void applyVersion(store, aVersion({ version, offset: version - 1, timeMs: 1_000 + version })),
  )
  for (const restore of undo.splice(0)) restore()
  expect(store.counts.actions).toBe(actions)
  return work.steps
}

describe('an action on an alert takes no more work because of those before it', () => {
  test.each(orders)('read %s', (_order, versionOf, order) => {
    const some = stepsOf(1_000, versionOf, order)
    const many = stepsOf(22_000, versionOf, order)
    expect(many / 22_000).toBeLessThan(1.2 * (some / 1_000))
  })
})

test('an alert takes so many notes, carries the newest, and refuses the next one', () => {
  const store = createAlertStore()
  applyVersion(store, aVersion())
  const noted = (at: number) => applyAction(store, anAction({ action: 'note', note: `note ${at}`, offset: at }))
  for (let at = 0; at < NOTES_PER_ALERT_MAX; at += 1) noted(at)
  const full = nowIn(store)
  expect([isFullOfNotes(full.lifecycle), allowedActions(full.lifecycle, 5_000)]).toEqual([
    true,
    ['acknowledge', 'silence', 'close'],
  ])
  expect(noted(NOTES_PER_ALERT_MAX)).toEqual({ taken: 'taken', change: null })
  const { notes, notesMore } = operatorSide(nowIn(store), 'operator', 5_000)
  expect([notes.length, notesMore, notes.at(-1)?.text]).toEqual([
    SHOWN_NOTES_MAX,
    NOTES_PER_ALERT_MAX - SHOWN_NOTES_MAX,
    `note ${NOTES_PER_ALERT_MAX - 1}`,
  ])
  applyAction(store, anAction({ action: 'close', offset: NOTES_PER_ALERT_MAX + 1 }))
  expect(nowIn(store).lifecycle.attention.phase).toBe('closed')
})

const nowIn = (store: AlertStore) => {
  const now = store.alerts.get('nz-1')?.fold?.now
  if (now == null) throw new Error('the alert has no version')
  return now
}
