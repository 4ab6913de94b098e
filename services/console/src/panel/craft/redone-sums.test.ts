import { expect, test } from 'vitest'
import { anAlertView } from '../../testing/an-alert-view.ts'
import { redoneSums } from './redone-sums.ts'

const { craft, limbs } = anAlertView()
const [visit] = craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const visitOf = (craftId: string, min: number, likely: number, max: number, sameAs: readonly string[] = []) => ({
  ...visit,
  craftId,
  sameAs: [...sameAs],
  unauthorised: { min, likely, max: null },
  maxInSums: max,
})
const both = [visitOf('track:a', 12, 15, 20), visitOf('track:b', 0, 5, 5)]

test('the numbers of all craft in the window add up; an open end counts with `maxInSums`', () =>
  expect(redoneSums({ craft: both, limbs })).toEqual([
    { name: 'minimum', sum: '12 + 0 = 12' },
    { name: 'likely', sum: '15 + 5 = 20' },
    { name: 'maximum', sum: '20 + 5 = 25' },
  ]))

test('one boat under three names counts once, with the largest of each number', () => {
  const radar = visitOf('track:a', 12, 12, 12)
  const seen = visitOf('sighting:s', 0, 15, 20, ['track:x', 'track:a'])
  const [least, likely, most] = redoneSums({
    craft: [radar, visitOf('track:b', 0, 5, 5), seen, visitOf('track:x', 0, 1, 1)],
    limbs,
  })
  expect([least?.sum, likely?.sum, most?.sum]).toEqual(['0 + 12 = 12', '5 + 15 = 20', '5 + 20 = 25'])
})

test.each([
  ['a craft outside the winning window', [...both, visitOf('track:c', 1, 1, 1)]],
  ['a single craft', [visitOf('track:a', 12, 20, 25)]],
])('no sums for %s', (_what, craft) => expect(redoneSums({ craft, limbs })).toEqual([]))
