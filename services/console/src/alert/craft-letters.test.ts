import { expect, test } from 'vitest'
import { anAlertView, aSilentView } from '../testing/an-alert-view.ts'
import { craftLetters } from './craft-letters.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const lettersOf = (craftIds: readonly string[]) =>
  craftLetters(anAlertView({ craft: craftIds.map((craftId) => ({ ...visit, craftId })) }))

test('letters follow the order of the list, and a second visit of a craft has its first letter', () =>
  expect([...lettersOf(['track:b', 'track:a', 'track:b', 'mmsi:1'])]).toEqual([
    ['track:b', 'A'],
    ['track:a', 'B'],
    ['mmsi:1', 'C'],
  ]))

test.each([
  [25, 'Z'],
  [26, 'AA'],
  [51, 'AZ'],
  [52, 'BA'],
  [701, 'ZZ'],
  [702, 'AAA'],
])('craft %i has the letter %s', (index, letter) => {
  const letters = lettersOf(Array.from({ length: index + 1 }, (_, i) => `track:${i}`))
  expect(letters.get(`track:${index}`)).toBe(letter)
  expect(new Set(letters.values()).size).toBe(letters.size)
})

test('an alert that counts no craft has no letters', () => expect(craftLetters(aSilentView()).size).toBe(0))
