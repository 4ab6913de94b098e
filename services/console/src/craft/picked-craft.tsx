import { identityDoubt, type TrackedCraft } from '@landfall/contracts'
import { useEffect } from 'preact/hooks'
import { ForeignText } from '../format/foreign-text.tsx'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatPosition } from '../format/format-position.ts'
import { isolateText } from '../format/isolate-text.ts'
import type { Console } from '../state/create-console.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { craftKey } from './create-craft-store.ts'

type Props = {
  readonly craft: TrackedCraft
  readonly state: State
  readonly con: Console
  readonly onHide: () => void
}

/** The craft that was clicked on the map, or found: what is known of it, and a way to report on it. */
export const PickedCraft = ({ craft, state, con, onHide }: Props) => {
  const key = craftKey(craft)
  const name = craft.name ?? craft.craftId
  const facts = pickedFacts(craft, select.serverNowMs(state), con.craft.intervalMsOf(key))
  useEffect(() => con.announce(`${isolateText(name)}. ${facts.join('. ')}`), [])
  return (
    <p class="picked" id="picked" tabIndex={-1}>
      <strong>
        <ForeignText>{name}</ForeignText>
      </strong>{' '}
      <ForeignText>{facts.join(' · ')}</ForeignText>
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

export const pickedFacts = (craft: TrackedCraft, nowMs: number, intervalMs: number | undefined): readonly string[] => {
  const doubt = identityDoubt(craft.craftId)
  const age = formatApproxDuration(nowMs - Date.parse(craft.observedAt))
  return [
    ...(craft.name === undefined ? [] : [craft.craftId]),
    ...(doubt === null ? [] : [doubt]),
    ...(craft.exercise ? ['EXERCISE'] : []),
    formatPosition(craft.longitude, craft.latitude),
    `${craft.speedKnots ?? '?'} kn, ${craft.courseDegrees ?? craft.headingDegrees ?? '?'}°`,
    `${isolateText(craft.sourceId)} ${age} ago${intervalMs === undefined ? '' : `, every ${formatApproxDuration(intervalMs)}`}`,
  ]
}
