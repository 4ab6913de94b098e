/** What the sound buttons do. Each must be called from a press, or the browser keeps the sound blocked. */
export type Sounds = {
  readonly on: () => void
  readonly off: () => void
  readonly test: () => void
}
