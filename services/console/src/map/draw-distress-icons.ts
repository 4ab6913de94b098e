import { distressIcon } from './distress-features.ts'

const SIZE = 56
const COLOURS = { call: '#ff2d3f', test: '#f2dc52' } as const
/** Behind the symbol, so that it stands out from land, sea and craft; that of an exercise in the colour of its craft. */
const HALOS = { real: '#ffffff', exercise: '#c7a6ff' } as const

type Icon = { readonly name: string; readonly picture: ImageData }

/** The symbol of a device that calls for help (IEC 62288, AIS-SART), a circle with a cross: calls and tests, real and of exercises. */
export const drawDistressIcons = (): readonly Icon[] =>
  [false, true].flatMap((test) =>
    [false, true].flatMap((exercise) => {
      const picture = drawIcon(COLOURS[test ? 'test' : 'call'], HALOS[exercise ? 'exercise' : 'real'])
      return picture === null ? [] : [{ name: distressIcon(test, exercise), picture }]
    }),
  )

/** Drawn twice as large as it is shown, for screens with small pixels. */
export const DISTRESS_ICON_PIXEL_RATIO = 2

const drawIcon = (colour: string, halo: string): ImageData | null => {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE
  canvas.height = SIZE
  const pen = canvas.getContext('2d')
  if (pen === null) return null
  const [centre, radius] = [SIZE / 2, SIZE / 2 - 7]
  const reach = radius * Math.SQRT1_2
  pen.beginPath()
  pen.arc(centre, centre, radius, 0, 2 * Math.PI)
  for (const side of [-1, 1]) {
    pen.moveTo(centre - reach, centre - side * reach)
    pen.lineTo(centre + reach, centre + side * reach)
  }
  for (const [width, style] of [
    [12, '#00131f'],
    [9, halo],
    [5, colour],
  ] as const) {
    pen.lineWidth = width
    pen.strokeStyle = style
    pen.stroke()
  }
  return pen.getImageData(0, 0, SIZE, SIZE)
}
