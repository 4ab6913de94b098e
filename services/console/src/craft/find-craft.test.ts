import { expect, test } from 'vitest'
import type { WorldFilter } from '../navigation/world-filter.ts'
import { AT } from '../testing/an-alert-view.ts'
import { FOUND_MAX, findCraft } from './find-craft.ts'

const place = { observedAt: AT, longitude: 173, latitude: -34, sourceId: 's' }
const named = (craftId: string, name?: string, exercise = false) => ({
  ...place,
  craftId,
  exercise,
  ...(name !== undefined && { name }),
})
const all = [
  named('track:radar3-512'),
  named('mmsi:512000123', 'Kahu'),
  named('mmsi:512'),
  named('mmsi:503', 'Kahurangi'),
  named('track:7', 'Kahu', true),
]

test.each<[string, WorldFilter, readonly string[]]>([
  ['', 'both', []],
  [' ', 'both', []],
  ['nobody', 'both', []],
  ['mmsi:512', 'both', ['mmsi:512', 'mmsi:512000123']],
  ['512', 'both', ['mmsi:512000123', 'mmsi:512', 'track:radar3-512']],
  ['KAHU', 'both', ['mmsi:512000123', 'track:7', 'mmsi:503']],
  ['kahu', 'exercise', ['track:7']],
  ['kahu', 'real', ['mmsi:512000123', 'mmsi:503']],
])('“%s” among %s finds %j', (text, world, found) =>
  expect(findCraft(all, text, world).map(({ craftId }) => craftId)).toEqual(found),
)

test('the result is limited to what a list can show', () => {
  const many = Array.from({ length: 1_000 }, (_, i) => named(`mmsi:${i}`))
  expect(findCraft(many, 'mmsi', 'both')).toHaveLength(FOUND_MAX)
})
