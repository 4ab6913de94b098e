import type { Mark } from '@landfall/contracts'
import { useState } from 'preact/hooks'
import { Icon } from '../../alert/icon.tsx'
import { ForeignText } from '../../format/foreign-text.tsx'
import { formatPosition } from '../../format/format-position.ts'
import { formatUtc } from '../../format/format-utc.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { NoteText } from '../../format/note-text.tsx'
import { changeMarks } from '../../marks/change-marks.ts'
import type { Store } from '../../state/create-store.ts'
import type { State } from '../../state/state.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { type ScreenPoint, type ScreenView, toScreen } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { cardSides } from './card-sides.ts'

type Props = {
  readonly views: ViewStore
  readonly marks: readonly Mark[]
  readonly store: Store<State>
}

/** The operators’ own marks. One that is pressed says its note, and who set it when. */
export const MarkPins = ({ views, marks, store }: Props) => {
  const view = useScreenView(views)
  const [opened, open] = useState<string | null>(null)
  if (view === null) return null
  return (
    <>
      {marks.map((mark) => {
        const point = toScreen(view, mark)
        if (point.x < 0 || point.y < 0 || point.x > view.width || point.y > view.height) return null
        const isOpen = mark.markId === opened
        return (
          <>
            <button
              key={mark.markId}
              type="button"
              class="mark-pin"
              style={placedAt(point)}
              aria-label={`Mark: ${isolateText(mark.note)}`}
              aria-expanded={isOpen}
              title={mark.note}
              onClick={() => open(isOpen ? null : mark.markId)}
            >
              <Icon name="mark" />
            </button>
            {isOpen && (
              <MarkCard
                key={`${mark.markId} card`}
                mark={mark}
                point={point}
                view={view}
                store={store}
                onClose={() => open(null)}
              />
            )}
          </>
        )
      })}
    </>
  )
}

type CardProps = Pick<Props, 'store'> & {
  readonly mark: Mark
  readonly point: ScreenPoint
  readonly view: ScreenView
  readonly onClose: () => void
}

const MarkCard = ({ mark, point, view, store, onClose }: CardProps) => {
  const [isAsked, ask] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const remove = (): void => {
    if (!isAsked) {
      ask(true)
      return
    }
    void changeMarks.remove(store, mark.markId).then((why) => (why === null ? onClose() : setFault(why)))
  }
  return (
    <div
      class={cardSides(point, view)}
      style={placedAt(point)}
      role="dialog"
      aria-label="Mark"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      <p>
        <NoteText>{mark.note}</NoteText>
      </p>
      <p class="by">
        <ForeignText>{mark.operator}</ForeignText>, {formatUtc(Date.parse(mark.at))}
        <br />
        {formatPosition(mark.longitude, mark.latitude)}
      </p>
      {fault !== null && <p role="alert">{fault}</p>}
      <button type="button" onClick={remove}>
        {isAsked ? 'Remove for all operators' : 'Remove…'}
      </button>
      <button type="button" onClick={onClose}>
        Close
      </button>
    </div>
  )
}

const placedAt = ({ x, y }: ScreenPoint) => ({ transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` })
