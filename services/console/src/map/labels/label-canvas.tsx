import { useEffect, useRef } from 'preact/hooks'
import { readPalette } from '../read-palette.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { useScreenView } from '../view/use-screen-view.ts'
import { type ChartTexts, drawLabels } from './draw-labels.ts'

type Props = {
  readonly views: ViewStore
  readonly textsOf: (view: ScreenView) => ChartTexts
  /** What the texts depend on, besides the view: drawn again when one of them changes. */
  readonly when: readonly unknown[]
  /** Names the theme. */
  readonly look: string
}

/** Texts on the chart, on a canvas of their own: the map has no fonts, and a hundred elements would move with every frame of a drag. */
export const LabelCanvas = ({ views, textsOf, when, look }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const palette = useRef<{ look: string; colours: ReturnType<typeof readPalette> } | null>(null)
  const view = useScreenView(views)
  useEffect(() => {
    if (canvas.current === null || view === null) return
    if (palette.current?.look !== look) palette.current = { look, colours: readPalette() }
    drawLabels(canvas.current, view, textsOf(view), palette.current.colours)
  }, [view, look, ...when])
  return <canvas ref={canvas} class="label-canvas" />
}
