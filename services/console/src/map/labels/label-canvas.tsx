import { useEffect, useRef } from 'preact/hooks'
import { type Palette, readPalette } from '../read-palette.ts'
import type { ViewStore } from '../view/create-view-store.ts'
import { type ScreenView, toScreen } from '../view/to-screen.ts'
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

/** While the map is dragged its texts go along; they are laid out again when it rests, or has come so far. */
const REST_MS = 150
const DRAGGED_PIXELS = 150

type Drawn = { readonly view: ScreenView; readonly look: string; readonly when: readonly unknown[] }

/** Texts on the chart, on a canvas of their own: the map has no fonts, and a hundred elements would move with every frame of a drag. */
export const LabelCanvas = ({ views, textsOf, when, look }: Props) => {
  const canvas = useRef<HTMLCanvasElement>(null)
  const drawn = useRef<Drawn | null>(null)
  const view = useScreenView(views)
  const palette = useRef<{ readonly look: string; readonly colours: Palette } | null>(null)
  useEffect(() => {
    const element = canvas.current
    if (element === null || view === null) return
    const draw = (): void => {
      drawn.current = { view, look, when }
      element.style.transform = ''
      if (palette.current?.look !== look) palette.current = { look, colours: readPalette() }
      drawLabels(element, view, textsOf(view), palette.current.colours)
    }
    const from = drawn.current
    const moved = from !== null && isSame(from, { view, look, when }) ? toScreen(view, from.view) : null
    const [x, y] = [(moved?.x ?? Infinity) - view.width / 2, (moved?.y ?? Infinity) - view.height / 2]
    if (Math.hypot(x, y) > DRAGGED_PIXELS) return draw()
    element.style.transform = `translate(${x}px, ${y}px)`
    const timer = setTimeout(draw, REST_MS)
    return () => clearTimeout(timer)
  }, [view, look, ...when])
  return <canvas ref={canvas} class="label-canvas" />
}

/** Apart from where the map is. */
const isSame = (a: Drawn, b: Drawn): boolean =>
  a.look === b.look &&
  a.view.zoom === b.view.zoom &&
  a.view.width === b.view.width &&
  a.view.height === b.view.height &&
  a.when.every((one, i) => one === b.when[i])
