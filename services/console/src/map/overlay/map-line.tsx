import { formatPosition } from '../../format/format-position.ts'
import type { MapPlace } from '../show-whole.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { scaleBar } from '../view/scale-bar.ts'
import { type ScreenView, worldPixels } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'

type Props = {
  readonly views: ViewStore
  readonly pointer: MapPlace | null
  readonly craftCount: number
  readonly notShown: number
}

const SCALE_PIXELS_MAX = 110

/** The scale, the position under the pointer, how many craft there are, and whose coast it is. */
export const MapLine = ({ views, pointer, craftCount, notShown }: Props) => {
  const view = useScreenView(views)
  const scale = view === null ? null : scaleBar(metresPerPixel(view), SCALE_PIXELS_MAX)
  return (
    <p class="map-line">
      {scale !== null && (
        <span class="scale">
          <svg width={scale.widthPixels} height="8" aria-hidden="true">
            <path d={`M1 0V7H${scale.widthPixels - 1}V0`} />
          </svg>
          {scale.nauticalMiles} nm
        </span>
      )}
      <span class="cursor">{pointer === null ? '' : formatPosition(pointer.longitude, pointer.latitude)}</span>
      <span>{notShown === 0 ? `${craftCount} craft` : `${craftCount} craft, ${notShown} craft not shown`}</span>
      <span class="about">© OpenStreetMap contributors. Not for navigation.</span>
    </p>
  )
}

const metresPerPixel = (view: ScreenView): number =>
  (40_075_016.686 * Math.cos((view.latitude * Math.PI) / 180)) / worldPixels(view)
