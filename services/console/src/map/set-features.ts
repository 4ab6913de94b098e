import type { Map as MapLibre } from 'maplibre-gl'
import type { FeatureCollection } from './feature.ts'

/** Gives a GeoJSON source of the map other features; nothing where the map has no such source yet. */
export const setFeatures = (map: MapLibre, source: string, features: FeatureCollection): void => {
  const found = map.getSource(source)
  if (found !== undefined && 'setData' in found)
    (found as { setData: (data: FeatureCollection) => unknown }).setData(features)
}
