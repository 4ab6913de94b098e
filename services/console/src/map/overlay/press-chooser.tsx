import { useEffect, useRef } from 'preact/hooks'
import type { ScreenPoint } from '../view/to-screen.ts'

export type Choice = { readonly id: string; readonly words: string; readonly onChoose: () => void }

type Props = { readonly point: ScreenPoint; readonly choices: readonly Choice[]; readonly onClose: () => void }

export const CHOICES_MAX = 12

/** Several things lie where the map was pressed: which one? */
export const PressChooser = ({ point, choices, onClose }: Props) => {
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector('button')?.focus(), [])
  const shown = choices.slice(0, CHOICES_MAX)
  return (
    <div
      ref={root}
      class="press-chooser"
      role="dialog"
      aria-label={`${choices.length} lie here`}
      style={{ transform: `translate(${Math.round(point.x)}px, ${Math.round(point.y)}px)` }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
      }}
    >
      {shown.map(({ id, words, onChoose }) => (
        <button
          key={id}
          type="button"
          onClick={() => {
            onClose()
            onChoose()
          }}
        >
          {words}
        </button>
      ))}
      {choices.length > shown.length && <span>and {choices.length - shown.length} more: zoom in</span>}
      <button type="button" onClick={onClose}>
        Cancel
      </button>
    </div>
  )
}
