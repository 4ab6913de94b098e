import { expect, test } from 'vitest'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { matchChanged } from './match-changed.ts'

const visit = (craftId: string) => ({ craftId, arrivedMs: 0, lastMs: 0 })
const situation = (certainty: 'possible' | 'observed', ...craftIds: string[]) =>
  ({ certainty, members: craftIds.map(visit) }) as unknown as EvaluatedSituation
const held = (alertId: string, raisedIndex: number, craftIds: string[], rest: object = {}, status = 'open') =>
  ({
    alert: { alertId, status, severity: 'caution' },
    raisedIndex,
    visits: craftIds.map(visit),
    ...rest,
  }) as unknown as HeldAlert
const awaited = (alertId: string, raisedIndex: number, ...craftIds: string[]) =>
  held(alertId, raisedIndex, craftIds, { isAwaited: true })

const worse = situation('observed', 'a', 'c')
const rest = situation('possible', 'b')
const x = awaited('x', 1, 'a', 'b')
const y = held('y', 0, ['c'])
const ended = held('y', 0, ['c'], {}, 'cancelled')
const z = awaited('z', 2, 'c')

test.each<[string, readonly HeldAlert[], ReadonlyMap<HeldAlert, EvaluatedSituation>, readonly EvaluatedSituation[]]>([
  ['an awaited alert goes on with what is worse', [x], new Map([[x, worse]]), [worse, rest]],
  ['but stands where an open alert, raised before it, goes on with it', [x, y], new Map([[y, worse]]), [worse]],
  ['which an ended one does not', [x, ended], new Map([[x, worse]]), [worse, rest]],
  ['of two awaited alerts the first goes on with it, the other stands', [x, z], new Map([[x, worse]]), [worse, rest]],
])('%s', (_, alerts, taken, free) => {
  const matched = matchChanged(alerts, new Set([worse, rest]), false)
  expect(matched.taken).toEqual(taken)
  expect(new Set(matched.free)).toEqual(new Set(free))
  for (const each of alerts.filter(({ isAwaited }) => isAwaited)) expect(matched.isSettled(each)).toBe(!taken.has(each))
})

test('an awaited alert stands where a settled one says what is worse', () => {
  const settled: HeldAlert = { ...y, situation: worse }
  const matched = matchChanged([x, settled], new Set([worse, rest]), false)
  expect(matched.taken).toEqual(new Map())
  expect(matched.isSettled(x)).toBe(true)
})
