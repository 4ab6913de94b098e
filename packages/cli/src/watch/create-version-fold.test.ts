import type { AlertView } from '@landfall/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aView } from '../testing/a-view.ts'
import { createVersionFold, FOLD_MS, type FoldedAlert } from './create-version-fold.ts'

const aFold = () => {
  const shown: FoldedAlert[] = []
  const timers: { readonly atMs: number; readonly callBack: () => void }[] = []
  let nowMs = 0
  const fold = createVersionFold({
    show: (one) => shown.push(one),
    nowMs: () => nowMs,
    later: (callBack, ms) => timers.push({ atMs: nowMs + ms, callBack }),
  })
  const passMs = (ms: number): void => {
    nowMs += ms
    for (const timer of timers.filter(({ atMs }) => atMs <= nowMs)) timer.callBack()
  }
  const lines = () => shown.map(({ alert, fromVersion }) => `${alert.alertId} v${fromVersion}–${alert.version}`)
  return { ...fold, passMs, shown, lines }
}
const version = (alertId: string, number: number, given: Partial<Parameters<typeof aView>[0]> = {}): AlertView =>
  aView({ alertId, version: number, changes: ['counts-raised'], ...given })

test('further versions wait for 2 s, and the newest is shown with the changes of all', () => {
  const fold = aFold()
  fold.add(version('a', 1))
  fold.add(version('a', 2))
  fold.add(version('a', 3, { changes: ['craft-joined'] }))
  fold.passMs(FOLD_MS - 1)
  expect(fold.lines()).toEqual(['a v1–1'])
  fold.passMs(1)
  expect(fold.lines()).toEqual(['a v1–1', 'a v2–3'])
  expect(fold.shown.at(-1)?.alert.changes).toEqual(['counts-raised', 'craft-joined'])
})

test('a new alert and a higher severity are shown at once, after what waited', () => {
  const fold = aFold()
  fold.add(version('a', 1))
  fold.add(version('a', 2))
  fold.add(version('b', 1))
  expect(fold.lines()).toEqual(['a v1–1', 'a v2–2', 'b v1–1'])
  fold.add(version('b', 2))
  fold.add(version('b', 3, { severity: 'alarm' }))
  expect(fold.lines().at(-1)).toBe('b v2–3')
  fold.add(version('b', 4, { status: 'cancelled', severity: 'alarm' }))
  fold.passMs(FOLD_MS)
  fold.add(version('b', 5))
  expect(fold.lines().slice(-2)).toEqual(['b v4–4', 'b v5–5'])
})

test('an alert that never stops changing is shown every 2 s', () => {
  const fold = aFold()
  fold.add(version('a', 1))
  for (const number of [2, 3, 4]) {
    fold.add(version('a', number))
    fold.passMs(FOLD_MS * 0.75)
  }
  expect(fold.lines()).toEqual(['a v1–1', 'a v2–3'])
})

test('what a snapshot has shown is not new', () => {
  const fold = aFold()
  fold.reset([version('a', 7)])
  fold.add(version('a', 8))
  expect(fold.lines()).toEqual([])
  fold.flush()
  expect(fold.lines()).toEqual(['a v8–8'])
})

test('law: every version is shown or folded into a later one of its alert, once, in order, within 2 s', () => {
  const severity = fc.constantFrom('alarm', 'warning', 'caution')
  const step = fc.record({ id: fc.constantFrom('a', 'b', 'c'), severity, waitMs: fc.integer({ min: 0, max: 1_500 }) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const fold = aFold()
      const newest = new Map<string, number>()
      for (const { id, severity: given, waitMs } of steps) {
        newest.set(id, (newest.get(id) ?? 0) + 1)
        fold.add(version(id, newest.get(id) ?? 0, { severity: given }))
        fold.passMs(waitMs)
      }
      fold.passMs(FOLD_MS)
      for (const [id, last] of newest) {
        const spans = fold.shown.filter(({ alert }) => alert.alertId === id)
        const covered = spans.flatMap(({ alert, fromVersion }) =>
          Array.from({ length: alert.version - fromVersion + 1 }, (_, index) => fromVersion + index),
        )
        expect(covered).toEqual(Array.from({ length: last }, (_, index) => index + 1))
      }
    }),
  )
})
