import { expect, test } from 'vitest'
import { aFeedStatus, aState } from '../testing/a-state.ts'
import { AT_MS } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { withPhases } from './with-phases.ts'

const HOUR_MS = 3_600_000
const at = (hours: number, given: Parameters<typeof anInboundView>[0] = {}) => {
  const entry = { alert: anInboundView(given), changed: '', changedAtMs: 0 }
  return aState({ nowMs: AT_MS + hours * HOUR_MS, alerts: new Map([['nz-in', entry]]) })
}
/** The state an hour after it was known at the first time. */
const between = (before: number, after: number, given: Parameters<typeof anInboundView>[0] = {}) =>
  withPhases({ ...withPhases(at(before, given)), nowMs: AT_MS + after * HOUR_MS })

test('an arrival becomes imminent, and overdue, by the clock alone: the row says so and a screen reader too', () => {
  const imminent = between(1, 2)
  expect(imminent.phases.get('nz-in')).toBe('imminent')
  expect(imminent.alerts.get('nz-in')).toMatchObject({ changed: 'arrival imminent', changedAtMs: AT_MS + 2 * HOUR_MS })
  expect(imminent.announcement).toEqual({
    text: 'warning: Inbound group, 38°00′S 179°03′E, 31–40, likely 35 people without permission, ETA 23 Nov 13:00–16:10 UTC. arrival imminent.',
    assertive: false,
  })
  expect(between(7, 8).announcement?.text).toContain('overdue: may need help.')
})

test.each([
  ['the first look at an alert', () => withPhases(at(3))],
  ['what is far becomes near', () => between(-10, 0)],
  ['somebody has acknowledged it', () => between(1, 2, { state: 'acknowledged' })],
  ['it has ended', () => between(1, 2, { status: 'cancelled' })],
])('nothing is announced where %s', (_what, state) => expect(state().announcement).toBeNull())

test('nothing changes while nothing has, or while the server’s clock is not known', () => {
  const known = withPhases(at(1))
  expect(withPhases(known)).toBe(known)
  const early = { ...at(1), feed: aFeedStatus({ clockOffsetMs: null }) }
  expect(withPhases(early)).toBe(early)
})
