import type { Map as MapLibre } from 'maplibre-gl'
import type { FeatureCollection } from '../feature.ts'
import type { Palette } from '../read-palette.ts'
import { drawInboundIcon, INBOUND_ICON_PIXEL_RATIO } from './draw-inbound-icon.ts'
import { isEtaLabel } from './read-inbound-icon.ts'

/** Draws the picture that the map asks for, if its name is one of an inbound group. */
export const addInboundIcon = (map: MapLibre, name: string, palette: Palette): void => {
  const picture = drawInboundIcon(name, palette)
  if (picture !== null) map.addImage(name, picture, { pixelRatio: INBOUND_ICON_PIXEL_RATIO })
}

/** Draws those that the map has in the colours of another theme. */
export const repaintInboundIcons = (map: MapLibre, palette: Palette): void => {
  for (const name of map.listImages()) {
    const picture = drawInboundIcon(name, palette)
    if (picture !== null) map.updateImage(name, picture)
  }
}

/** Each ETA is a picture of its own, and a watch is long. */
export const removeOldLabels = (map: MapLibre, { features }: FeatureCollection): void => {
  const icons = new Set(features.map(({ properties }) => properties['icon']))
  for (const name of map.listImages()) if (isEtaLabel(name) && !icons.has(name)) map.removeImage(name)
}
