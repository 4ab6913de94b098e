/** A position as a feeder sends it. `receivedMs`: when it is in the log, which satellites may take hours for. */
export type HeardPosition = {
  readonly atMs: number
  readonly receivedMs: number
  readonly longitude: number
  readonly latitude: number
  readonly speedKnots?: number | undefined
  readonly courseDegrees?: number | undefined
}

/** One craft that came into an area: what was heard of it by then, and the truth. */
export type Crossing = {
  readonly craftId: string
  /** In the order received. */
  readonly heard: readonly HeardPosition[]
  /** Since when it was outside without interruption. */
  readonly outsideFromMs: number
  readonly crossedMs: number
}
