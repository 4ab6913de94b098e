/** What is used of gifenc, which comes without types. */
declare module 'gifenc' {
  type Palette = number[][]
  type FrameOptions = {
    readonly palette: Palette
    readonly delay: number
    readonly transparent: boolean
    readonly transparentIndex: number
    readonly dispose: number
  }
  type Encoder = {
    readonly writeFrame: (places: Uint8Array, width: number, height: number, options: FrameOptions) => void
    readonly finish: () => void
    readonly bytes: () => Uint8Array
  }
  const gifenc: {
    readonly GIFEncoder: () => Encoder
    readonly quantize: (rgba: Uint8Array, colours: number) => Palette
    readonly applyPalette: (rgba: Uint8Array, palette: Palette) => Uint8Array
  }
  export = gifenc
}
