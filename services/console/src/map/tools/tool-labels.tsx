import type { MapPlace } from '../show-whole.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { formatGreatCircle, greatCircle } from './great-circle.ts'
import { greatCirclePoints } from './great-circle-points.ts'
import type { ToolState } from './press-tool.ts'
import { RINGS } from './tool-features.ts'

type Props = {
  readonly views: ViewStore
  readonly tools: ToolState
  readonly pointer: MapPlace | null
  readonly ringsAt: MapPlace | null
}

/** What the ruler and the rings measure, beside their lines. */
export const ToolLabels = ({ views, tools: { ruler, rings, spacingNm }, pointer, ringsAt }: Props) => {
  const view = useScreenView(views)
  if (view === null) return null
  const at = (place: MapPlace) => {
    const { x, y } = toScreen(view, place)
    return { transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }
  }
  const to = ruler?.to ?? pointer
  return (
    <>
      {ruler !== null && <span class="ruler-end" style={at(ruler.from)} />}
      {ruler !== null && to !== null && (
        <>
          <span class="ruler-end" style={at(to)} />
          <output class="measure" style={at(to)}>
            {formatGreatCircle(greatCircle(ruler.from, to))}
          </output>
        </>
      )}
      {rings !== null &&
        ringsAt !== null &&
        Array.from({ length: RINGS }, (_, i) => {
          const distanceNm = (i + 1) * spacingNm
          const [longitude, latitude] = greatCirclePoints([ringsAt.longitude, ringsAt.latitude], 0, distanceNm).at(
            -1,
          ) ?? [0, 0]
          return (
            <span key={i} class="ring-distance" style={at({ longitude, latitude })}>
              {distanceNm} nm
            </span>
          )
        })}
    </>
  )
}
