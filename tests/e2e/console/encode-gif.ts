import { decode } from 'fast-png'
import gifenc from 'gifenc'

type Times = { readonly shownMs: number; readonly lastShownMs: number }

/** The last place of the palette: what is as in the frame before. */
const UNCHANGED = 255

/** A GIF that runs for ever, of PNGs of one size. Of each frame it has only what differs from the one before. */
export const encodeGif = (frames: readonly Buffer[], { shownMs, lastShownMs }: Times): Uint8Array => {
  const gif = gifenc.GIFEncoder()
  let before: Uint32Array | undefined
  for (const [index, frame] of frames.entries()) {
    const { width, height, data, channels } = decode(frame)
    const rgba = withAlpha(data as Uint8Array, channels)
    const palette = gifenc.quantize(rgba, UNCHANGED)
    const places = gifenc.applyPalette(rgba, palette)
    const pixels = new Uint32Array(rgba.buffer, rgba.byteOffset, width * height)
    for (const [at, pixel] of pixels.entries()) if (before?.[at] === pixel) places[at] = UNCHANGED
    while (palette.length <= UNCHANGED) palette.push([0, 0, 0])
    const delay = index === frames.length - 1 ? lastShownMs : shownMs
    gif.writeFrame(places, width, height, {
      palette,
      delay,
      transparent: true,
      transparentIndex: UNCHANGED,
      dispose: 1,
    })
    before = pixels
  }
  gif.finish()
  return gif.bytes()
}

const withAlpha = (data: Uint8Array, channels: number): Uint8Array => {
  if (channels === 4) return data
  const rgba = new Uint8Array((data.length / 3) * 4).fill(255)
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) rgba.set(data.subarray(from, from + 3), to)
  return rgba
}
