import type { AlertView } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { WALL_TURN_MS, WALL_TURNS_MAX, wallTurn } from './wall-turn.ts'

const raised = (secondsAgo: number): string => new Date(AT_MS - secondsAgo * 1_000).toISOString()
const waits = (alertId: string, secondsAgo: number, given: Partial<AlertView> = {}): AlertView =>
  ({ ...anAlertView({ alertId, raisedAt: raised(secondsAgo) }), ...given }) as AlertView
const handled = (alertId: string, given: Partial<AlertView> = {}): AlertView =>
  waits(alertId, 500, { state: 'acknowledged', ...given } as never)
/** What stands in turn from the moment on at which the newest was raised. */
const standing = (open: readonly AlertView[], turns: number): readonly (string | undefined)[] => {
  const begunMs = Math.max(0, ...open.map(({ raisedAt }) => Date.parse(raisedAt)))
  return Array.from({ length: turns }, (_, turn) => wallTurn(open, begunMs + turn * WALL_TURN_MS).alert?.alertId)
}

test.each<[string, readonly AlertView[], readonly (string | undefined)[]]>([
  ['nothing open', [], [undefined, undefined]],
  ['one', [waits('a', 60)], ['a', 'a']],
  ['two by turns, the newest first', [waits('old', 60), waits('new', 10)], ['new', 'old', 'new']],
  ['an alarm before a newer warning', [waits('w', 10, { severity: 'warning' }), waits('a', 60)], ['a', 'w', 'a']],
  ['no exercise while something real waits', [waits('x', 10, { exercise: true }), waits('r', 60)], ['r', 'r']],
  ['an exercise while nothing real waits', [waits('x', 10, { exercise: true }), handled('r')], ['x', 'x']],
  ['nothing acknowledged while something waits', [waits('a', 60), handled('h')], ['a', 'a']],
  [
    'real first where all is acknowledged',
    [handled('x', { exercise: true }), handled('r', { severity: 'caution' })],
    ['r', 'x', 'r'],
  ],
  ['nothing that has ended', [waits('e', 10, { status: 'cancelled' })], [undefined]],
])('what stands on the wall: %s', (_what, open, expected) => expect(standing(open, expected.length)).toEqual(expected))

test('an alarm that comes in the middle of a round stands at once', () => {
  const before = [waits('a', 60), waits('b', 55), waits('c', 50)]
  expect(wallTurn(before, AT_MS).alert?.alertId).not.toBe('now')
  expect(wallTurn([...before, waits('now', 0)], AT_MS).alert?.alertId).toBe('now')
})

test('of 200 the worst come round, and the rest is counted', () => {
  const flood = Array.from({ length: 200 }, (_, i) => waits(`a${i}`, i))
  const seen = new Set(standing(flood, 40))
  expect(seen.size).toBe(WALL_TURNS_MAX)
  const turn = wallTurn([...flood, handled('h')], AT_MS)
  expect([turn.of, turn.waiting, turn.next.length, turn.acknowledged]).toEqual([
    WALL_TURNS_MAX,
    200 - WALL_TURNS_MAX,
    WALL_TURNS_MAX - 1,
    1,
  ])
})

test('a clock that is behind shows the first', () =>
  expect(wallTurn([waits('a', 0), waits('b', 5)], AT_MS - 60_000).alert?.alertId).toBe('a'))
