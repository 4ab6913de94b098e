import { expect, test } from 'vitest'
import { editsBetween, nearestWord } from './nearest-word.ts'

test.each<readonly [string, string, number]>([
  ['', '', 0],
  ['watch', 'watch', 0],
  ['wach', 'watch', 1],
  ['watchh', 'watch', 1],
  ['wacth', 'watch', 1], // Swapped.
  ['replay', 'relay', 1],
  ['simulate', 'simlate', 1],
  ['abc', '', 3],
  ['kitten', 'sitting', 3],
])('%s to %s takes %d edits', (a, b, edits) => {
  expect(editsBetween(a, b)).toBe(edits)
  expect(editsBetween(b, a)).toBe(edits)
})

test.each<readonly [string, string | undefined]>([
  ['simlate', 'simulate'],
  ['sim', 'simulate'], // The beginning of a word.
  ['wathc', 'watch'],
  ['rm', undefined],
  ['quit', undefined],
])('%s means %s', (given, meant) => {
  expect(nearestWord(given, ['simulate', 'replay', 'watch', 'topics'])).toBe(meant)
})
