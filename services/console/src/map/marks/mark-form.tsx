import { MARK_NOTE_CHARACTERS_MAX } from '@landfall/contracts'
import { useEffect, useRef, useState } from 'preact/hooks'
import { formatPosition } from '../../format/format-position.ts'
import { changeMarks } from '../../marks/change-marks.ts'
import type { Store } from '../../state/create-store.ts'
import type { State } from '../../state/state.ts'
import type { MapPlace } from '../show-whole.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { cardSides } from './card-sides.ts'

type Props = {
  readonly views: ViewStore
  readonly place: MapPlace
  readonly store: Store<State>
  readonly onClose: () => void
}

/** Asks for the note of a mark, beside the place that was pressed. What was written stays until it is accepted. */
export const MarkForm = ({ views, place, store, onClose }: Props) => {
  const view = useScreenView(views)
  const text = useRef<HTMLTextAreaElement>(null)
  const [fault, setFault] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => text.current?.focus(), [])
  if (view === null) return null
  const point = toScreen(view, place)

  const set = (event: Event): void => {
    event.preventDefault()
    const note = text.current?.value.trim() ?? ''
    if (note === '') {
      setFault('Note: write what is there')
      text.current?.focus()
      return
    }
    setBusy(true)
    void changeMarks.set(store, place, note).then((why) => {
      setBusy(false)
      if (why === null) onClose()
      else setFault(why)
    })
  }
  return (
    <form
      class={cardSides(point, view)}
      style={{ transform: `translate(${Math.round(point.x)}px, ${Math.round(point.y)}px)` }}
      aria-label="New mark"
      onSubmit={set}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <label>
        Note, for all operators
        <textarea ref={text} rows={3} maxLength={MARK_NOTE_CHARACTERS_MAX} aria-invalid={fault !== null} />
      </label>
      <p class="by">{formatPosition(place.longitude, place.latitude)}</p>
      {fault !== null && <p role="alert">{fault}</p>}
      <button type="submit" class="primary" disabled={isBusy}>
        Set mark
      </button>
      <button type="button" onClick={onClose}>
        Cancel
      </button>
    </form>
  )
}
