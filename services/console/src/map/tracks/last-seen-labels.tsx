import { formatApproxDuration } from '../../format/format-approx-duration.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import type { PlaceAt } from './positions-at.ts'

type Props = { readonly views: ViewStore; readonly places: readonly PlaceAt[] }

/** How long ago each craft was seen that has not been seen for long. */
export const LastSeenLabels = ({ views, places }: Props) => {
  const view = useScreenView(views)
  if (view === null) return null
  return (
    <>
      {places.flatMap((place) => {
        if (!place.isOld) return []
        const { x, y } = toScreen(view, place)
        return (
          <span
            key={place.craftId}
            class="last-seen"
            style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
          >
            last seen {formatApproxDuration(place.ageMs)} ago
          </span>
        )
      })}
    </>
  )
}
