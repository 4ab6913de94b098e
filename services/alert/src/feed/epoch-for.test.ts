import type { FeedFilter } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { epochFor } from './epoch-for.ts'

const filters: readonly FeedFilter[] = [
  {},
  { kinds: ['mass-arrival'] },
  { kinds: ['source-silent'] },
  { severities: ['alarm'] },
  { areaIds: ['nz'] },
  { exercise: false },
]

test('each filter has an epoch of its own, however it is written', () => {
  expect(new Set(filters.map((filter) => epochFor('log', filter))).size).toBe(filters.length)
  const written: FeedFilter = { kinds: ['source-silent', 'mass-arrival'], severities: ['alarm', 'caution'] }
  const otherwise: FeedFilter = { severities: ['caution', 'alarm'], kinds: ['mass-arrival', 'source-silent'] }
  expect(epochFor('log', written)).toBe(epochFor('log', otherwise))
  expect(epochFor('log', {})).toBe('log')
})
