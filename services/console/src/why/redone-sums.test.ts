import { expect, test } from 'vitest'
import { anAlertView } from '../testing/an-alert-view.ts'
import { redoneSums } from './redone-sums.ts'

const { craft, limbs } = anAlertView()
const [one] = craft
if (one === undefined) throw new Error('the builder makes an alert with a craft')
const named = (craftId: string, min: number, likely: number, max: number, sameAs: readonly string[] = []) => ({
  ...{ ...one, craftId, sameAs: [...sameAs], unauthorised: { min, likely, max: null }, maxInSums: max },
})
const both = [named('track:a', 12, 15, 20), named('track:b', 0, 5, 5)]

test('all craft in the window: their numbers, added up; an open end counts as it does in sums', () =>
  expect(redoneSums({ craft: both, limbs })).toEqual([
    { name: 'least', sum: '12 + 0 = 12' },
    { name: 'likely', sum: '15 + 5 = 20' },
    { name: 'most', sum: '20 + 5 = 25' },
  ]))

test('one boat under three names counts once, each number by its largest', () => {
  const radar = named('track:a', 12, 12, 12)
  const seen = named('sighting:s', 0, 15, 20, ['track:x', 'track:a'])
  const [least, likely, most] = redoneSums({
    craft: [radar, named('track:b', 0, 5, 5), seen, named('track:x', 0, 1, 1)],
    limbs,
  })
  expect([least?.sum, likely?.sum, most?.sum]).toEqual(['0 + 12 = 12', '5 + 15 = 20', '5 + 20 = 25'])
})

test.each([
  ['a craft that is in no winning window', [...both, named('track:c', 1, 1, 1)]],
  ['one craft: there is nothing to add', [named('track:a', 12, 20, 25)]],
])('%s: nothing is said', (_what, craft) => expect(redoneSums({ craft, limbs })).toEqual([]))
