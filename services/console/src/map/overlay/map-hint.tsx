import { ForeignText } from '../../format/foreign-text.tsx'
import { formatPosition } from '../../format/format-position.ts'
import type { MapPlace } from '../show-whole.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'

const NAMES_MAX = 4

type Props = {
  readonly views: ViewStore
  readonly place: MapPlace
  /** Of what lies there. */
  readonly names: readonly string[]
  /** By a finger that stayed, or the right button: it stays until the map is pressed or moved. */
  readonly isHeld: boolean
  /** Null: marks are for operators. */
  readonly onMark: (() => void) | null
}

/** What lies under the pointer, or where a finger stayed, which can then be marked. */
export const MapHint = ({ views, place, names, isHeld, onMark }: Props) => {
  const view = useScreenView(views)
  if (view === null) return null
  const { x, y } = toScreen(view, place)
  // A held one has a button, which must be on the screen.
  const sides = isHeld ? [x > view.width / 2 && 'west', y > view.height / 2 && 'north'] : []
  return (
    <div
      class={['map-hint', ...sides].filter(Boolean).join(' ')}
      style={{ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` }}
    >
      {names.slice(0, NAMES_MAX).map((name) => (
        <strong key={name}>
          <ForeignText>{name}</ForeignText>
        </strong>
      ))}
      {names.length > NAMES_MAX && <span>and {names.length - NAMES_MAX} more</span>}
      <span>{formatPosition(place.longitude, place.latitude)}</span>
      {isHeld && onMark !== null && (
        <button type="button" onClick={onMark}>
          Mark this place…
        </button>
      )}
    </div>
  )
}
