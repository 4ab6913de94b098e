import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LABELS_MAX, type Label, layOutLabels } from './lay-out-labels.ts'

const label = (text: string, x: number, given: Partial<Label> = {}): Label => ({
  text,
  x,
  y: 100,
  kind: 'place',
  stands: 'below',
  rank: 1,
  ...given,
})
const widthOf = (text: string): number => text.length * 7
const textsOf = (...given: Parameters<typeof layOutLabels>) => layOutLabels(...given).map(({ text }) => text)

test('where two collide the one of lower rank stays', () =>
  expect(textsOf([label('Houhora', 100), label('North Cape', 120, { rank: 0 })], widthOf)).toEqual(['North Cape']))

test('none is drawn where something else stands', () =>
  expect(textsOf([label('Houhora', 100)], widthOf, [{ left: 90, right: 110, top: 100, bottom: 120 }])).toEqual([]))

test(`at most ${LABELS_MAX}`, () => {
  const many = Array.from({ length: 500 }, (_, i) => label('x', i * 50))
  expect(layOutLabels(many, widthOf)).toHaveLength(LABELS_MAX)
})

test('what is drawn does not depend on the order in which labels of different rank come', () => {
  const labels = fc.uniqueArray(
    fc.record({ x: fc.integer({ min: 0, max: 500 }), y: fc.integer({ min: 0, max: 200 }), rank: fc.integer() }),
    { selector: ({ rank }) => rank, maxLength: 40 },
  )
  fc.assert(
    fc.property(labels, (given) => {
      const all = given.map(({ x, y, rank }) => label(`no ${rank}`, x, { y, rank }))
      expect(layOutLabels(all, widthOf)).toEqual(layOutLabels(all.toReversed(), widthOf))
    }),
  )
})
