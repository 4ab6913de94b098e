import { expect, test } from 'vitest'
import { unwrapLongitude } from './unwrap-longitude.ts'

test('positions on both sides of 180° are next to each other', () =>
  expect(unwrapLongitude(-176) - unwrapLongitude(178)).toBe(6))
