import { expect, test } from 'vitest'
import { recentAlarms } from '../status/recent-alarms.ts'
import { aFeedStatus, aState } from '../testing/a-state.ts'
import { AT, AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { reduceFeedEvent } from './reduce-feed-event.ts'
import type { State } from './state.ts'

const HOUR_MS = 3_600_000
const resume = { epoch: 'e', cursor: 'a1.c0' }
/** The server’s clock says `AT`; this screen’s is `aheadMs` ahead of it. */
const stateAhead = (aheadMs: number): State =>
  aState({ nowMs: AT_MS + aheadMs, feed: aFeedStatus({ clockOffsetMs: -aheadMs }) })

test.each([-3 * HOUR_MS, 0, 3 * HOUR_MS])('counts alarms of the last 10 minutes on a clock %i ms ahead', (aheadMs) => {
  const alarms = [
    anAlertView({ alertId: 'a' }),
    anAlertView({ alertId: 'b' }),
    anAlertView({ alertId: 'c', exercise: true }),
  ]
  const { alarmTimes } = alarms.reduce(
    (state, alert) => reduceFeedEvent(state, { type: 'alert', alert, resume }, AT_MS + aheadMs),
    stateAhead(aheadMs),
  )
  expect(recentAlarms(alarmTimes, 'both', AT_MS + 60_000)).toBe('2 + 1 exercise')
  expect(recentAlarms(alarmTimes, 'real', AT_MS + 60_000)).toBe('2')
  expect(recentAlarms(alarmTimes, 'both', AT_MS + 10 * 60_000)).toBe('0')
})

test('a snapshot interrupts if an alarm came while the connection was lost, but not when the page is opened', () => {
  const snapshot = { type: 'snapshot', alerts: [anAlertView({ updatedAt: AT })], resume } as const
  const announcementAfter = (hasSnapshot: boolean) =>
    reduceFeedEvent({ ...stateAhead(0), hasSnapshot }, snapshot, AT_MS).announcement
  const text = 'Alerts held: 1. Alarms that nobody has acknowledged: 1.'
  expect(announcementAfter(true)).toEqual({ text, assertive: true })
  expect(announcementAfter(false)).toEqual({ text, assertive: false })
})
