import { expect, test } from 'vitest'
import { describeLaw, type StatedLaw, statedLaw } from './describe-law.ts'

test.each<readonly [StatedLaw, string]>([
  [{}, 'Counted: people without permission, on all craft but those on a scheduled service and domestic ones.'],
  [{ excludes: [] }, 'Counted: people without permission, on all craft.'],
  [
    { counts: 'unauthorised', excludes: ['domestic'] },
    'Counted: people without permission, on all craft but domestic ones.',
  ],
  [
    { counts: 'aboard', excludes: ['scheduled-service'], law: 'An Act s 1' },
    'Counted: everybody aboard, whatever their permission, on all craft but those on a scheduled service. Law: An Act s 1.',
  ],
])('%j in words', (stated, words) => {
  expect(describeLaw(stated)).toBe(words)
})

test('an alert repeats what is stated, and nothing else', () => {
  expect(statedLaw({})).toEqual({})
  const stated = { counts: 'aboard', excludes: [], law: 'An Act s 1' } as const
  expect(statedLaw({ ...stated, threshold: 4 } as StatedLaw)).toEqual(stated)
})
