import { expect, test } from 'vitest'
import { scaleBar } from './scale-bar.ts'

test.each([
  [1_852, 100, { nauticalMiles: 100, widthPixels: 100 }],
  [18.52, 110, { nauticalMiles: 1, widthPixels: 100 }],
])('at %d m per pixel and at most %i pixels the bar is %j', (metresPerPixel, pixels, bar) =>
  expect(scaleBar(metresPerPixel, pixels)).toEqual(bar),
)
