/** On whose behalf a feeder may write. */
export type Writer = {
  readonly mayWriteAs: (sourceId: string) => boolean
  /** What another source reported, only an operator may take back. */
  readonly mayRetract: (sourceId: string) => boolean
}

/** A feeder that is one source, and no other. */
export const writerAs = (ownId: string): Writer => ({
  mayWriteAs: (sourceId) => sourceId === ownId,
  mayRetract: (sourceId) => sourceId === ownId,
})
