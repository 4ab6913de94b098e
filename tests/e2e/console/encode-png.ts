import { decode, encode } from 'fast-png'
import gifenc from 'gifenc'

/** Of a page that is text on even surfaces nobody sees more. */
const COLOURS = 256

/** A screenshot with a palette: a third of the bytes. */
export const encodePng = (screenshot: Buffer): Uint8Array => {
  const { width, height, data, channels } = decode(screenshot)
  const pixels = data as Uint8Array
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let from = 0, to = 0; from < pixels.length; from += channels, to += 4)
    rgba.set(pixels.subarray(from, from + 3), to)
  const palette = gifenc.quantize(rgba, COLOURS)
  const places = gifenc.applyPalette(rgba, palette)
  const colours = exactColours(new Uint32Array(rgba.buffer), places, palette.length)
  return encode({ width, height, data: places, channels: 1, depth: 8, palette: colours }, { zlib: { level: 9 } })
}

/** Of each place of the palette the colour that most of its pixels have: even surfaces keep theirs. */
const exactColours = (pixels: Uint32Array, places: Uint8Array, count: number): number[][] => {
  const seen = Array.from({ length: count }, () => new Map<number, number>())
  for (const [at, pixel] of pixels.entries()) {
    const counts = seen[places[at] ?? 0]
    counts?.set(pixel, (counts.get(pixel) ?? 0) + 1)
  }
  return seen.map((counts) => {
    const [pixel = 0] = [...counts].toSorted(([, a], [, b]) => b - a)[0] ?? []
    return [pixel & 255, (pixel >> 8) & 255, (pixel >> 16) & 255]
  })
}
