import type { Palette } from '../read-palette.ts'
import { ICONS } from './craft-points.ts'

const SIZE = 40
type Draw = (pen: CanvasRenderingContext2D) => void

/** Points in the craft’s direction. */
const arrow: Draw = (pen) => {
  pen.beginPath()
  pen.moveTo(20, 4)
  pen.lineTo(31, 35)
  pen.lineTo(20, 28)
  pen.lineTo(9, 35)
  pen.closePath()
}
/** A craft of unknown direction. */
const circle: Draw = (pen) => {
  pen.beginPath()
  pen.arc(20, 20, 11, 0, 2 * Math.PI)
}
const questionMark = (pen: CanvasRenderingContext2D, colour: string): void => {
  pen.fillStyle = colour
  pen.font = 'bold 20px sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText('?', 20, 21)
}

/** As large as the point it is drawn on, which is small. */
const dot: Draw = (pen) => {
  pen.beginPath()
  pen.arc(20, 20, 15, 0, 2 * Math.PI)
}
const SHAPES: Readonly<Record<(typeof ICONS)[number], Draw>> = {
  craft: arrow,
  'craft-unknown': circle,
  'craft-stale': circle,
  dot,
}

/** `icons` icons side by side, in the order that craft-points.ts numbers them. */
export type Atlas = { readonly picture: ImageData; readonly icons: number }

/** Real and exercise craft differ in colour. */
export const drawAtlas = ({ craft, exercise, sea }: Pick<Palette, 'craft' | 'exercise' | 'sea'>): Atlas => {
  const colours = [craft, exercise]
  const icons = ICONS.length * colours.length
  const canvas = document.createElement('canvas')
  canvas.width = SIZE * icons
  canvas.height = SIZE
  const pen = canvas.getContext('2d')
  if (pen === null) return { picture: new ImageData(SIZE * icons, SIZE), icons }
  for (const colour of colours) {
    for (const icon of ICONS) {
      SHAPES[icon](pen)
      pen.fillStyle = colour
      pen.fill()
      pen.lineWidth = 2.5
      pen.strokeStyle = sea
      pen.stroke()
      if (icon === 'craft-stale') questionMark(pen, sea)
      pen.translate(SIZE, 0)
    }
  }
  return { picture: pen.getImageData(0, 0, canvas.width, SIZE), icons }
}
