import { expect, test } from 'vitest'
import { anAlertView, aSilentView } from '../../testing/an-alert-view.ts'
import { anInboundCraft, anInboundView } from '../../testing/an-inbound-view.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { lettersAt, placeLetters } from './place-letters.ts'

const view: ScreenView = { longitude: 173, latitude: -34, zoom: 6, width: 800, height: 600 }
const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')
const craftAt = (craftId: string, longitude: number) => ({ ...visit, craftId, longitude })
const lettersOf = (...given: Parameters<typeof placeLetters>) =>
  placeLetters(...given).map(({ craft }) => craft.map(({ letter }) => letter))

test('each craft has its letter at its arrival; those that collide share one, and those outside have none', () => {
  const craft = [craftAt('track:a', 173), craftAt('track:b', 174), craftAt('track:c', 173.05), craftAt('track:d', -170)]
  expect(lettersOf(anAlertView({ craft }), view)).toEqual([['A', 'C'], ['B']])
})

test('a craft that is on its way has its letter where it was seen last', () => {
  const alert = anInboundView({ craft: [anInboundCraft({ longitude: 173, latitude: -34 })] })
  expect(placeLetters(alert, view)).toMatchObject([{ x: 400, y: 300 }])
})

test('an alert that counts no craft has no letters', () => expect(lettersOf(aSilentView(), view)).toEqual([]))

test('a point on a letter meets all craft that share it', () => {
  const alert = anAlertView({ craft: [craftAt('track:a', 173), craftAt('track:b', 173.05), craftAt('track:c', 174)] })
  expect(lettersAt(alert, view, { x: 405, y: 296 }).map(({ letter }) => letter)).toEqual(['A', 'B'])
  expect(lettersAt(alert, view, { x: 430, y: 300 })).toEqual([])
})
