type Position = { readonly nextOffset: number; readonly highWatermark: number }

/**
 * Watches a state that is behind its output topic catch up with it. The same records lead to the same versions, so what it
 * emits on the way stands there already. Where it does not, the state is from before a rebuild and must emit nothing
 * more of its own: a version has one content for ever.
 */
export const createReplayVerifier = <Version>(
  /** The versions in the topic that the state does not know of. */
  unknown: readonly Version[],
  idOf: (version: Version) => string,
) => {
  const left = new Map(unknown.map((version) => [idOf(version), JSON.stringify(version)]))
  let hasDiverged = false
  let endOffset: number | undefined
  return {
    /**
     * Takes the versions that a batch has led to; the first batch says where the log ends. False when the state has come to
     * something else than the topic, or at the end of the log not to all of it.
     */
    verify: (versions: readonly Version[], { nextOffset, highWatermark }: Position): boolean => {
      endOffset ??= highWatermark
      for (const version of versions) {
        const text = left.get(idOf(version))
        if (text !== undefined && text !== JSON.stringify(version)) hasDiverged = true
        left.delete(idOf(version))
      }
      return !hasDiverged && (left.size === 0 || nextOffset < endOffset)
    },
    /** There is something to verify, and no batch has come yet. */
    isWaiting: (): boolean => endOffset === undefined && left.size > 0,
    isDone: (): boolean => left.size === 0 && !hasDiverged,
  }
}
