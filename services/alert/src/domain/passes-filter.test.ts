import type { FeedFilter } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { aVersion } from '../testing/a-version.ts'
import { beginLifecycle } from './lifecycle.ts'
import { matches } from './passes-filter.ts'

const version = aVersion({ severity: 'warning' })
const unseen = beginLifecycle(version)
const escalated = { ...unseen, escalatedAtMs: 2_000 }

test.each<[string, FeedFilter, typeof unseen, boolean]>([
  ['a warning does not match alarm', { severities: ['alarm'] }, unseen, false],
  ['an escalated warning matches alarm', { severities: ['alarm'] }, escalated, true],
  ['and no longer warning', { severities: ['warning'] }, escalated, false],
  ['another area does not match', { areaIds: ['ck'] }, unseen, false],
  ['a real alert does not match exercises', { exercise: true }, unseen, false],
  ['another kind does not match', { kinds: ['source-silent'] }, unseen, false],
  ['its kind matches', { kinds: ['mass-arrival'] }, unseen, true],
  ['an empty filter matches', {}, unseen, true],
])('%s', (_name, filter, lifecycle, expected) => {
  expect(matches(filter, { version, lifecycle, raisedAtMs: 1_000 })).toBe(expected)
})
