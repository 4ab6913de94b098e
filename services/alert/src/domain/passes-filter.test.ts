import type { FeedFilter } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { beginLifecycle } from './lifecycle.ts'
import { matches } from './passes-filter.ts'

const version = aVersion({ severity: 'warning' })
const unseen = beginLifecycle(version)
const escalated = { ...unseen, escalatedAtMs: 2_000 }

test.each<[string, FeedFilter, typeof unseen, boolean]>([
  ['a warning is no alarm', { severities: ['alarm'] }, unseen, false],
  ['an escalated warning is one', { severities: ['alarm'] }, escalated, true],
  ['and no warning any more', { severities: ['warning'] }, escalated, false],
  ['another area', { areaIds: ['ck'] }, unseen, false],
  ['an exercise is asked for', { exercise: true }, unseen, false],
  ['nothing is asked for', {}, unseen, true],
])('%s', (_name, filter, lifecycle, expected) => {
  expect(matches(filter, { version, lifecycle, raisedAtMs: 1_000 })).toBe(expected)
})
