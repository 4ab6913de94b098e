import type { DensityCell } from '../layers/density-cells.ts'
import type { Palette } from '../read-palette.ts'
import type { ScreenView } from '../view/to-screen.ts'
import { type Label, layOutLabels } from './lay-out-labels.ts'

const FONT = '12px system-ui, sans-serif'
const HALO_PIXELS = 3
const CELL_ALPHA_MAX = 0.35

/** What the canvas shows, the squares below. */
export type ChartTexts = { readonly labels: readonly Label[]; readonly cells: readonly DensityCell[] }

/** Draws the labels that fit. The halo in the colour of the sea sets them off from coast and craft. */
export const drawLabels = (
  canvas: HTMLCanvasElement,
  { width, height }: ScreenView,
  { labels, cells }: ChartTexts,
  palette: Palette,
): void => {
  const ratio = devicePixelRatio
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio)
    canvas.height = Math.round(height * ratio)
  }
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, width, height)
  pen.fillStyle = palette.accent
  for (const { x, y, side, share } of cells) {
    pen.globalAlpha = CELL_ALPHA_MAX * share
    pen.fillRect(x, y, side, side)
  }
  pen.globalAlpha = 1
  pen.font = FONT
  pen.lineJoin = 'round'
  pen.lineWidth = HALO_PIXELS
  pen.strokeStyle = palette.sea
  pen.textBaseline = 'middle'
  const colours = { grid: palette.craft, place: palette.label, craft: palette.label }
  for (const { text, x, y, kind, stands } of layOutLabels(labels, (one) => pen.measureText(one).width)) {
    pen.textAlign = stands === 'beside' ? 'left' : 'center'
    const [left, middle] = stands === 'beside' ? [x + 6, y] : [x, y + 12]
    pen.fillStyle = colours[kind]
    pen.strokeText(text, left, middle)
    pen.fillText(text, left, middle)
  }
}
