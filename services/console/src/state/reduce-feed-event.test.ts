import type { FeedStatus } from '@landfall/feed-client'
import { expect, test } from 'vitest'
import { AT, AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { alarmsWords, reduceFeedEvent } from './reduce-feed-event.ts'
import type { State } from './state.ts'

const HOUR_MS = 3_600_000
const resume = { epoch: 'e', cursor: 'a1.c0' }
/** As it is when a screen's clock is `aheadMs` ahead of the server's, which says that it is `AT`. */
const blank = (aheadMs: number): State =>
  ({
    ...{ alerts: new Map(), everHeld: true, alarmTimes: [], announcement: null, nowMs: AT_MS + aheadMs },
    feed: { clockOffsetMs: -aheadMs } as FeedStatus,
  }) as unknown as State

test.each([-3 * HOUR_MS, 0, 3 * HOUR_MS])('alarms of ten minutes, by a clock that is %i ms ahead', (aheadMs) => {
  const alarms = [
    anAlertView({ alertId: 'a' }),
    anAlertView({ alertId: 'b' }),
    anAlertView({ alertId: 'c', exercise: true }),
  ]
  const state = alarms.reduce(
    (so, alert) => reduceFeedEvent(so, { type: 'alert', alert, resume }, AT_MS + aheadMs),
    blank(aheadMs),
  )
  expect(alarmsWords(state.alarmTimes, 'both', AT_MS + 60_000)).toBe('2 + 1 exercise')
  expect(alarmsWords(state.alarmTimes, 'real', AT_MS + 60_000)).toBe('2')
  expect(alarmsWords(state.alarmTimes, 'both', AT_MS + 10 * 60_000)).toBe('0')
})

test('an alarm that came while the connection was away interrupts; those of the first snapshot do not', () => {
  const told = (everHeld: boolean) =>
    reduceFeedEvent(
      { ...blank(0), everHeld },
      { type: 'snapshot', alerts: [anAlertView({ updatedAt: AT })], resume },
      AT_MS,
    )
  expect(told(true).announcement).toEqual({
    text: 'Alerts held: 1. Alarms that nobody has acknowledged: 1.',
    assertive: true,
  })
  expect(told(false).announcement).toMatchObject({ assertive: false })
})
