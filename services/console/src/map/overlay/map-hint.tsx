import { ForeignText } from '../../format/foreign-text.tsx'
import { formatPosition } from '../../format/format-position.ts'
import type { MapPlace } from '../show-whole.ts'
import type { ScreenPoint } from '../view/to-screen.ts'

const NAMES_MAX = 4

type Props = { readonly point: ScreenPoint; readonly place: MapPlace; readonly names: readonly string[] }

/** What lies under the pointer, or under a finger that stays. */
export const MapHint = ({ point, place, names }: Props) => (
  <div class="map-hint" style={{ transform: `translate(${Math.round(point.x)}px, ${Math.round(point.y)}px)` }}>
    {names.slice(0, NAMES_MAX).map((name) => (
      <strong key={name}>
        <ForeignText>{name}</ForeignText>
      </strong>
    ))}
    {names.length > NAMES_MAX && <span>and {names.length - NAMES_MAX} more</span>}
    <span>{formatPosition(place.longitude, place.latitude)}</span>
  </div>
)
