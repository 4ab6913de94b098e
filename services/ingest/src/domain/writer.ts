/** The sources that a feeder may write for. */
export type Writer = {
  readonly mayWriteAs: (sourceId: string) => boolean
  /** Only an operator may retract what another source reported. */
  readonly mayRetract: (sourceId: string) => boolean
}

/** A feeder that is one source and no other. */
export const writerAs = (ownId: string): Writer => ({
  mayWriteAs: (sourceId) => sourceId === ownId,
  mayRetract: (sourceId) => sourceId === ownId,
})
