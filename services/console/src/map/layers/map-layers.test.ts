import { expect, test } from 'vitest'
import { DEFAULT_MAP_LAYERS, readMapLayers } from './map-layers.ts'

test.each([undefined, null, 'grid', [], { grid: 'on' }])('%j leaves the layers as they are at first', (stored) =>
  expect(readMapLayers(stored)).toEqual(DEFAULT_MAP_LAYERS),
)

test('what was chosen is remembered, and what is no layer any more is forgotten', () =>
  expect(readMapLayers({ grid: false, density: true, tiles: true })).toEqual({
    ...DEFAULT_MAP_LAYERS,
    grid: false,
    density: true,
  }))
