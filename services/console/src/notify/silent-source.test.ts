import { expect, test } from 'vitest'
import { handoverOf } from '../handover/handover.ts'
import { AT_MS, aSilentView } from '../testing/an-alert-view.ts'
import { announcementOf } from './announcement.ts'

const back = aSilentView({ version: 2, status: 'cancelled', changes: ['cancelled'] })

test('a screen reader is told that it is silent, and that it is heard again; neither interrupts', () => {
  const silent = { text: 'caution: source coast-radar is silent. new.', assertive: false }
  const heard = { text: 'caution: source coast-radar is heard again. cancelled.', assertive: false }
  expect(announcementOf(undefined, aSilentView())).toEqual(silent)
  expect(announcementOf(aSilentView(), back)).toEqual(heard)
})

test.each([
  ['silent', aSilentView(), ['Why is coast-radar silent?']],
  ['heard again', back, []],
])('handover asks why only while it is: %s', (_what, alert, questions) =>
  expect(handoverOf([alert], AT_MS).unacknowledged[0]?.questions).toEqual(questions),
)
