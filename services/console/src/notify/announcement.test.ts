import { expect, test } from 'vitest'
import { changedWords } from '../alert/change-words.ts'
import { AT_MS, aDistressTestView, aDistressView, anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { announcementOf, isAlarmNews } from './announcement.ts'

const later = new Date(AT_MS + 9 * 60_000).toISOString()

test.each([
  [undefined, {}, 'new', true],
  [{}, { version: 2, changes: ['counts-raised'] }, 'count increased', false],
  [{ severity: 'warning' }, { version: 2, changes: ['severity-raised'] }, 'severity up', true],
  [{}, { state: 'acknowledged' }, 'acknowledged', false],
  [{ state: 'acknowledged' }, { version: 2, changes: ['craft-joined'] }, 'craft joined', true],
  [{ state: 'closed' }, { version: 2, changes: ['counts-raised'] }, 'was closed: count increased', true],
  [{ state: 'closed' }, { version: 2, state: 'closed', changes: ['counts-lowered'] }, 'count decreased', false],
  [{}, { silencedUntil: later }, 'silenced', false],
  [{}, {}, '', false],
] as const)('the change from %j to %j is called “%s” and counts as a new alarm: %s', (before, after, words, news) => {
  const [was, is] = [before && anAlertView(before as object), anAlertView(after as object)]
  expect([changedWords(was, is), isAlarmNews(was, is)]).toEqual([words, news])
})

test('only new or escalated alarms interrupt a screen reader', () => {
  const warning = anAlertView({ severity: 'warning' })
  const escalated = anAlertView({ severity: 'warning', escalatedAt: later })
  expect(announcementOf(undefined, anAlertView())?.assertive).toBe(true)
  expect(announcementOf(warning, escalated)?.assertive).toBe(true)
  expect(announcementOf(undefined, warning)?.assertive).toBe(false)
  expect(announcementOf(anAlertView(), anAlertView({ state: 'acknowledged' }))?.assertive).toBe(false)
})

test('nothing is announced when nothing has changed', () => {
  expect(announcementOf(anAlertView(), anAlertView())).toBeNull()
})

test('a source that falls silent, or is heard again, is announced without interrupting', () => {
  const back = aSilentView({ version: 2, status: 'cancelled', changes: ['cancelled'] })
  const silent = { text: 'caution: Source coast-radar silent. new.', assertive: false }
  const heard = { text: 'caution: Source coast-radar heard again. cancelled.', assertive: false }
  expect(announcementOf(undefined, aSilentView())).toEqual(silent)
  expect(announcementOf(aSilentView(), back)).toEqual(heard)
})

test('a call for help interrupts a screen reader, the test of a device does not', () => {
  const call = { text: 'alarm: Distress call (AIS-SART), 34°06′S 173°12′E, mmsi:970012345. new.', assertive: true }
  const tried = {
    text: 'caution: Distress test (Man overboard device), 34°06′S 173°12′E, mmsi:970012345. new.',
    assertive: false,
  }
  expect(announcementOf(undefined, aDistressView())).toEqual(call)
  expect(announcementOf(undefined, aDistressTestView())).toEqual(tried)
})

test('an inbound group is announced with when it arrives, and how much earlier than before', () => {
  const sooner = { earliest: later, likely: later, latest: later }
  const next = anInboundView({ version: 2, eta: sooner, changes: ['eta-earlier', 'counts-raised'] })
  expect(announcementOf(undefined, anInboundView({ eta: null }))?.text).toBe(
    'warning: Inbound group, 38°00′S 179°03′E, 31–40, likely 35 people without permission, no ETA: heading in. new.',
  )
  expect(announcementOf(anInboundView(), next)).toEqual({
    text: 'warning: Inbound group, 38°00′S 179°03′E, 31–40, likely 35 people without permission, ETA 23 Nov 09:09–09:09 UTC. earliest 3 h 51 min earlier, count increased.',
    assertive: false,
  })
})
