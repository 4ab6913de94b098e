import { expect, test } from 'vitest'
import type { ScreenView } from '../view/to-screen.ts'
import { isOutOfSight } from './is-out-of-sight.ts'

/** 16 degrees wide. */
const view: ScreenView = { longitude: 179, latitude: 0, zoom: 5, width: 728, height: 600 }

test.each([
  ['in the middle', 179, false],
  ['within three quarters, beyond 180°', -176, false],
  ['near the edge', -173.5, true],
  ['beyond it', 150, true],
])('a place %s', (_where, longitude, isOut) => expect(isOutOfSight(view, { longitude, latitude: 0 })).toBe(isOut))
