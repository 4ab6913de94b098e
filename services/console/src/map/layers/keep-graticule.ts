import { collection, type FeatureCollection } from '../feature.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { toScreen } from '../view/to-screen.ts'
import { type Graticule, graticuleFeatures, graticuleOf } from './graticule.ts'

/**
 * Draws the lines again when the zoom wants others, or the map has been moved to where there are none. `draw` says whether the map
 * could take them yet.
 */
export const keepGraticule = (views: ViewStore, draw: (features: FeatureCollection) => boolean): void => {
  let drawn: { readonly graticule: Graticule; readonly view: ScreenView } | null = null
  views.subscribe(() => {
    const view = views.get()
    if (view === null) return
    const graticule = graticuleOf(view)
    if (drawn !== null && drawn.graticule.stepMinutes === graticule.stepMinutes && isNear(view, drawn.view)) return
    if (draw(collection(graticuleFeatures(graticule)))) drawn = { graticule, view }
  })
}

/** The lines reach a screen further on each side. */
const isNear = (view: ScreenView, drawn: ScreenView): boolean => {
  const { x, y } = toScreen(view, drawn)
  return (
    view.zoom >= drawn.zoom - 0.3 &&
    Math.abs(x - view.width / 2) < view.width / 2 &&
    Math.abs(y - view.height / 2) < view.height / 2
  )
}
