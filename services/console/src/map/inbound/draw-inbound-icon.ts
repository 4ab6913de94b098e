import type { Severity } from '@landfall/contracts'
import type { Palette } from '../read-palette.ts'
import { readInboundIcon } from './read-inbound-icon.ts'

const SIZE = 48
const LINE = 34
const FONT = '600 24px system-ui, sans-serif'

/** Drawn twice as large as it is shown, for screens with small pixels. */
export const INBOUND_ICON_PIXEL_RATIO = 2

/** The picture of one of the names that read-inbound-icon.ts makes; null if it is of another one. */
export const drawInboundIcon = (name: string, palette: Palette): ImageData | null => {
  const icon = readInboundIcon(name)
  if (icon === null) return null
  const colours = { ...palette, own: palette[icon.severity as Severity] }
  return icon.kind === 'eta' ? drawLabel(icon.content.split('\n'), colours) : drawApproach(icon.content, colours)
}

/** `own` is that of the severity. */
type Colours = Pick<Palette, 'edge' | 'surface' | 'mark'> & { readonly own: string }
type Pen = CanvasRenderingContext2D

const draw = (width: number, height: number, on: (pen: Pen) => void): ImageData | null => {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  on(pen)
  return pen.getImageData(0, 0, width, height)
}

const drawLabel = (lines: readonly string[], { own, surface, mark }: Colours): ImageData | null => {
  const ruler = document.createElement('canvas').getContext('2d')
  if (ruler === null) return null
  ruler.font = FONT
  const width = Math.ceil(Math.max(...lines.map((line) => ruler.measureText(line).width))) + 24
  const height = LINE * lines.length + 12
  return draw(width, height, (pen) => {
    pen.beginPath()
    pen.roundRect(2, 2, width - 4, height - 4, 8)
    pen.fillStyle = surface
    pen.fill()
    pen.lineWidth = 3
    pen.strokeStyle = own
    pen.stroke()
    pen.font = FONT
    pen.textBaseline = 'middle'
    pen.fillStyle = mark
    for (const [i, line] of lines.entries()) pen.fillText(line, 12, 6 + LINE * (i + 0.5))
  })
}

/** Different in shape, whatever the colour: an arrow (full: heading in, hollow: may arrive), waves in a square, a question, a cross. */
const drawApproach = (state: string, { own, edge }: Colours): ImageData | null =>
  draw(SIZE, SIZE, (pen) => {
    pen.translate(SIZE / 2, SIZE / 2)
    pen.lineJoin = 'round'
    pen.lineCap = 'round'
    OUTLINES[state]?.(pen)
    const isFull = state === 'heading-in'
    pen.fillStyle = isFull ? own : edge
    if (state !== 'jump') pen.fill()
    // A full one is set off by a dark edge alone, which leaves it its colour.
    stroke(
      pen,
      isFull
        ? [[3, edge]]
        : [
            [8, edge],
            [4, own],
          ],
    )
    pen.beginPath()
    INSIDES[state]?.(pen)
    stroke(pen, [[3.5, own]])
    if (state !== 'unknown') return
    pen.font = 'bold 24px system-ui, sans-serif'
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillStyle = own
    pen.fillText('?', 0, 1)
  })

const stroke = (pen: Pen, strokes: readonly (readonly [number, string])[]): void => {
  for (const [width, style] of strokes) {
    pen.lineWidth = width
    pen.strokeStyle = style
    pen.stroke()
  }
}

const arrow = (pen: Pen): void => {
  pen.beginPath()
  pen.moveTo(0, -19)
  pen.lineTo(13, 17)
  pen.lineTo(0, 9)
  pen.lineTo(-13, 17)
  pen.closePath()
}
const OUTLINES: Readonly<Record<string, (pen: Pen) => void>> = {
  'heading-in': arrow,
  'may-arrive': arrow,
  passing: arrow,
  adrift: (pen) => {
    pen.beginPath()
    pen.rect(-15, -15, 30, 30)
  },
  unknown: (pen) => {
    pen.beginPath()
    pen.arc(0, 0, 16, 0, 2 * Math.PI)
  },
  jump: (pen) => {
    pen.beginPath()
    for (const side of [-1, 1]) {
      pen.moveTo(-9, -9 * side)
      pen.lineTo(9, 9 * side)
    }
  },
}
const INSIDES: Readonly<Record<string, (pen: Pen) => void>> = {
  adrift: (pen) => {
    for (const y of [-5, 5]) {
      pen.moveTo(-10, y)
      pen.quadraticCurveTo(-5, y - 7, 0, y)
      pen.quadraticCurveTo(5, y + 7, 10, y)
    }
  },
}
