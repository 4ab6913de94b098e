import type { TrackedCraft } from '@landfall/contracts'
import { useEffect } from 'preact/hooks'
import { formatDuration } from '../format/format-duration.ts'
import { formatPosition } from '../format/format-position.ts'
import type { Console } from '../state/console.ts'
import { serverNowMs } from '../state/server-now.ts'
import type { State } from '../state/state.ts'
import { craftKey } from './create-craft-store.ts'

type Props = {
  readonly craft: TrackedCraft
  readonly state: State
  readonly con: Console
  readonly onHide: () => void
}

/** The craft that was pressed on the map, or found: what is known of it, and the way to report on it. */
export const PickedCraft = ({ craft, state, con, onHide }: Props) => {
  const key = craftKey(craft)
  const heard = formatDuration(serverNowMs(state) - Date.parse(craft.observedAt))
  const everyMs = con.craft.everyMs(key)
  const facts = [
    ...(craft.name === undefined ? [] : [craft.craftId]),
    ...(craft.exercise ? ['EXERCISE'] : []),
    formatPosition(craft.longitude, craft.latitude),
    `${craft.speedKnots ?? '?'} kn, ${craft.courseDegrees ?? craft.headingDegrees ?? '?'}°`,
    `${craft.sourceId} ${heard} ago${everyMs === undefined ? '' : `, every ${formatDuration(everyMs)}`}`,
  ]
  useEffect(() => con.say(`${craft.name ?? craft.craftId}. ${facts.join('. ')}`), [])
  return (
    <p class="picked" id="picked" tabIndex={-1}>
      <strong>{craft.name ?? craft.craftId}</strong> {facts.join(' · ')}
      {state.session?.role === 'operator' && (
        <button type="button" onClick={() => con.go({ view: 'report', craft: key })}>
          Report people
        </button>
      )}
      <button type="button" onClick={onHide}>
        Hide
      </button>
    </p>
  )
}
