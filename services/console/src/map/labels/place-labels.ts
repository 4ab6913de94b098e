import { type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'
import type { Label } from './lay-out-labels.ts'

/** A name of the gazetteer. `rank`: 1 is known across the country, 2 along the coast, 3 close by. */
export type NamedPlace = {
  readonly name: string
  readonly rank: number
  readonly longitude: number
  readonly latitude: number
}

/** From which zoom on names of a rank are shown. */
const ZOOM_OF_RANK: Readonly<Record<number, number>> = { 1: 4.5, 2: 7, 3: 10 }
const REACH_PIXELS = 12

const shownPlaces = (
  view: ScreenView,
  places: readonly NamedPlace[],
): readonly (ScreenPoint & { readonly place: NamedPlace })[] =>
  places.flatMap((place) => {
    if (view.zoom < (ZOOM_OF_RANK[place.rank] ?? Infinity)) return []
    const { x, y } = toScreen(view, place)
    return x < 0 || y < 0 || x > view.width || y > view.height ? [] : [{ place, x, y }]
  })

/** Names of the coast in view: far out those that everybody knows. */
export const placeLabels = (view: ScreenView, places: readonly NamedPlace[]): readonly Label[] =>
  shownPlaces(view, places).map(({ place, x, y }) => ({
    text: place.name,
    x,
    y: y - 8,
    kind: 'place',
    stands: 'below',
    rank: place.rank,
  }))

/** Names within reach of the pointer. */
export const placesNear = (view: ScreenView, point: ScreenPoint, places: readonly NamedPlace[]): readonly string[] =>
  shownPlaces(view, places)
    .filter(({ x, y }) => Math.hypot(x - point.x, y - point.y) <= REACH_PIXELS)
    .map(({ place }) => place.name)
