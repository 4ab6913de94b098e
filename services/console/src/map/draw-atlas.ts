const SIZE = 40
const COLOURS = ['#8fe3ff', '#c7a6ff']
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
const questionMark: Draw = (pen) => {
  pen.fillStyle = '#000'
  pen.font = 'bold 20px sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText('?', 20, 21)
}

/** `icons` icons side by side, in the order that craft-points.ts numbers them. */
export type Atlas = { readonly picture: ImageData; readonly icons: number }

/** Real and exercise craft differ in colour. */
export const drawAtlas = (): Atlas => {
  const shapes: readonly (readonly [Draw, isStale: boolean])[] = [
    [arrow, false],
    [circle, false],
    [circle, true],
  ]
  const icons = shapes.length * COLOURS.length
  const canvas = document.createElement('canvas')
  canvas.width = SIZE * icons
  canvas.height = SIZE
  const pen = canvas.getContext('2d')
  if (pen === null) return { picture: new ImageData(SIZE * icons, SIZE), icons }
  for (const colour of COLOURS) {
    for (const [shape, isStale] of shapes) {
      shape(pen)
      pen.fillStyle = colour
      pen.fill()
      pen.lineWidth = 2.5
      pen.strokeStyle = '#00131f'
      pen.stroke()
      if (isStale) questionMark(pen)
      pen.translate(SIZE, 0)
    }
  }
  return { picture: pen.getImageData(0, 0, canvas.width, SIZE), icons }
}
