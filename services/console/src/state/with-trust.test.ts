import { expect, test } from 'vitest'
import { aFeedStatus, aState } from '../testing/a-state.ts'
import { withTrust } from './create-service-connection.ts'

const stale = aFeedStatus({ stale: true })

test.each([
  ['nothing while the picture is as it was', { trusted: false, feed: stale }, undefined],
  ['nothing about the state the page was opened in', { trusted: null, feed: stale }, undefined],
  ['that the picture was lost', { trusted: true, feed: stale }, /^NOT CURRENT/],
  ['that the picture is back', { trusted: false }, /current again/],
])('announces %s', (_what, given, text) => {
  const { announcement } = withTrust(aState(given))
  if (text === undefined) expect(announcement).toBeNull()
  else expect(announcement).toEqual({ text: expect.stringMatching(text), assertive: false })
})

test('before the first snapshot there is no picture to trust or not', () => {
  expect(withTrust(aState({ hasSnapshot: false, feed: stale })).trusted).toBeNull()
  expect(withTrust(aState({ hasSnapshot: true, feed: stale })).trusted).toBe(false)
})
