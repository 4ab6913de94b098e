import type { ComponentType } from 'preact'
import type { Console } from '../state/create-console.ts'
import { openMap, type SeaMap } from './open-map.ts'
import { SeaOverlay } from './overlay/sea-overlay.tsx'
import type { OverlayProps } from './overlay/use-sea-overlay.ts'

/** The map, and what is shown over it. */
export type Sea = { readonly map: SeaMap; readonly Overlay: ComponentType<OverlayProps> }

/** What is loaded last, in one piece. */
export const openSea = (element: HTMLElement, con: Console): Sea => ({
  map: openMap(element, con.craft, con.setMapFault),
  Overlay: SeaOverlay,
})
