import { expect, test } from 'vitest'
import { AT_MS, anAlertView } from '../testing/an-alert-view.ts'
import { timelineOf } from './timeline-view.tsx'

test('all arrivals are on the line, in order, and inside its ends', () => {
  const [visit] = anAlertView().craft
  if (visit === undefined) throw new Error('the builder makes an alert with a craft')
  const at = (minute: number) => new Date(AT_MS + minute * 60_000).toISOString()
  const craft = [0, 10, 450].map((minute) => ({ ...visit, arrivedAt: at(minute) }))
  const xs = timelineOf(anAlertView({ craft, lastArrivalAt: at(450) })).dots.map(({ x }) => x)
  expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  expect([(xs[0] ?? 0) > 0, (xs[2] ?? 100) < 100]).toEqual([true, true])
})
