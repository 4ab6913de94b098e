import { expect, test } from 'vitest'
import { formatPosition } from './format-position.ts'

test.each([
  [173.051, -34.402, '34°24.1′S 173°03.1′E'],
  [-176.5, -44, '44°00.0′S 176°30.0′W'],
  [183.5, -44, '44°00.0′S 176°30.0′W'],
  [173, -34.99999, '35°00.0′S 173°00.0′E'],
])('%d, %d is written %s', (longitude, latitude, text) => expect(formatPosition(longitude, latitude)).toBe(text))
