import { expect, test } from 'vitest'
import { formatPosition } from './format-position.ts'

test.each([
  [173.051, -34.402, '34°24.1′S 173°03.1′E'],
  [-176.5, -44, '44°00.0′S 176°30.0′W'],
  [183.5, -44, '44°00.0′S 176°30.0′W'],
  [173, -34.99999, '35°00.0′S 173°00.0′E'],
])('%d, %d is written %s', (longitude, latitude, text) => expect(formatPosition(longitude, latitude)).toBe(text))

test.each([
  [173.217, -34.4667, '34°28′S 173°13′E'],
  [-176.5, -43.9999, '44°00′S 176°30′W'],
  [179.9999, 0.4, '00°24′N 180°00′E'],
])('%d, %d is written %s without decimals', (longitude, latitude, text) =>
  expect(formatPosition(longitude, latitude, 0)).toBe(text),
)
