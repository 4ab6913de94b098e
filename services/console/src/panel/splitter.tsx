import type { JSX } from 'preact'
import type { Console } from '../state/create-console.ts'

const WIDTH_PX_MIN = 360
const WIDTH_PX_MAX = 880
/** Of the style sheet, while the operator has chosen no other. */
const USUAL_WIDTH_PX = 480
const STEP_PX = 16
/** Of its own width: the pointer holds it in the middle. */
const HALF_PX = 4

type Props = { readonly widthPx: number | null; readonly con: Console }

/** The edge between map and panel: dragged, or moved by the arrow keys. A double press or Enter takes it back to where it usually is. */
export const Splitter = ({ widthPx, con }: Props) => {
  const resize = (wantedPx: number): void =>
    con.prefer({ panelWidthPx: Math.round(Math.min(WIDTH_PX_MAX, Math.max(WIDTH_PX_MIN, wantedPx))) })
  const reset = (): void => con.prefer({ panelWidthPx: null })
  const drag = (event: JSX.TargetedPointerEvent<HTMLElement>): void => {
    const panel = event.currentTarget.parentElement
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || panel === null) return
    resize(panel.getBoundingClientRect().right - event.clientX + HALF_PX)
  }
  const press = (event: KeyboardEvent): void => {
    const now = widthPx ?? USUAL_WIDTH_PX
    const wanted = { ArrowLeft: now + STEP_PX, ArrowRight: now - STEP_PX, Home: WIDTH_PX_MIN, End: WIDTH_PX_MAX }[
      event.key
    ]
    if (wanted === undefined && event.key !== 'Enter') return
    event.preventDefault()
    event.stopPropagation()
    if (wanted === undefined) reset()
    else resize(wanted)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot take the focus
    <div
      class="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the panel"
      aria-controls="panel"
      aria-valuenow={widthPx ?? USUAL_WIDTH_PX}
      aria-valuemin={WIDTH_PX_MIN}
      aria-valuemax={WIDTH_PX_MAX}
      aria-valuetext={`${widthPx ?? USUAL_WIDTH_PX} pixels`}
      tabIndex={0}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={drag}
      onDblClick={reset}
      onKeyDown={press}
    />
  )
}
