import type { Map as MapLibre } from 'maplibre-gl'

const SIZE = 40
type Draw = (pen: CanvasRenderingContext2D) => void

/** Where it heads. */
const arrow: Draw = (pen) => {
  pen.beginPath()
  pen.moveTo(20, 4)
  pen.lineTo(31, 35)
  pen.lineTo(20, 28)
  pen.lineTo(9, 35)
  pen.closePath()
}
/** A craft of unknown direction. */
const round: Draw = (pen) => {
  pen.beginPath()
  pen.arc(20, 20, 11, 0, 2 * Math.PI)
}
const sign: Draw = (pen) => {
  pen.fillStyle = '#000'
  pen.font = 'bold 20px sans-serif'
  pen.textAlign = 'center'
  pen.textBaseline = 'middle'
  pen.fillText('?', 20, 21)
}

/** Real craft are solid; simulated ones of another colour and hatched by a line through them. */
export const addCraftIcons = (map: MapLibre): void => {
  for (const exercise of [false, true]) {
    const end = exercise ? '-exercise' : ''
    map.addImage(`craft${end}`, picture(arrow, exercise, false), { pixelRatio: 1.5 })
    map.addImage(`craft-unknown${end}`, picture(round, exercise, false), { pixelRatio: 1.5 })
    map.addImage(`craft-stale${end}`, picture(round, exercise, true), { pixelRatio: 1.5 })
  }
}

const picture = (shape: Draw, exercise: boolean, stale: boolean): ImageData => {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const pen = canvas.getContext('2d')
  if (pen === null) return new ImageData(SIZE, SIZE)
  shape(pen)
  pen.fillStyle = exercise ? '#c7a6ff' : '#8fe3ff'
  pen.fill()
  pen.lineWidth = 2.5
  pen.strokeStyle = '#00131f'
  pen.stroke()
  if (stale) sign(pen)
  return pen.getImageData(0, 0, SIZE, SIZE)
}
