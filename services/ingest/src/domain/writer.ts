/** A feeder, and the sources that it may write for. */
export type Writer = {
  /** Of the token, the address or the connection: whose budget is used. */
  readonly feederId: string
  readonly mayWriteAs: (sourceId: string) => boolean
  /** Only an operator may retract what another source reported. */
  readonly mayRetract: (sourceId: string) => boolean
}

/** A feeder that is one source and no other. */
export const writerAs = (ownId: string): Writer => ({
  feederId: `source:${ownId}`,
  mayWriteAs: (sourceId) => sourceId === ownId,
  mayRetract: (sourceId) => sourceId === ownId,
})
