/**
 * How long folding one part may take. Nothing else runs during that time, in any stage of the process, and the consumer group
 * expels a member that has sent no heartbeat for 10 s; one record in a large situation can cost a thousand times another.
 */
const FOLD_MS_AIM = 250
/** To begin with: a 32nd of the most, which takes a few milliseconds where records are cheap. */
const FIRST_SHARE = 1 / 32
const FIRST_MIN = 16

/**
 * How many records to fold, produce and commit at once: grows while they are cheap, shrinks at once where they are not. The
 * answer does not depend on it: batches may be cut anywhere.
 */
export const createAdaptiveBatchSize = (entriesMax: number, foldMsAim: number = FOLD_MS_AIM) => {
  let entries = Math.min(Math.max(FIRST_MIN, Math.ceil(entriesMax * FIRST_SHARE)), entriesMax)
  return {
    entries: (): number => entries,
    record: (foldedEntries: number, foldMs: number): void => {
      if (foldMs > foldMsAim) entries = Math.max(1, Math.floor((foldedEntries * foldMsAim) / foldMs))
      else if (foldedEntries >= entries && foldMs < foldMsAim / 2) entries = Math.min(2 * entries, entriesMax)
    },
  }
}
