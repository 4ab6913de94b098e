import { COMMIT_BYTES_MAX, COMMIT_ENTRIES_MAX } from '@landfall/redis'
import { LandfallError } from '@landfall/runtime'

/** For what the engine adds to a commit: its own entry, and the offsets of the versions' topic. */
const RESERVED_BYTES = 1_048_576
const RESERVED_ENTRIES = 1_000

/**
 * LF_COMMIT_TOO_LARGE where the store would not take what a batch has changed; undefined where it would. Found out before
 * anything is produced, so that the batch can be cut.
 */
export const commitTooLarge = (
  puts: ReadonlyMap<string, string>,
  deletes: readonly string[],
): LandfallError | undefined => {
  const entries = puts.size + deletes.length
  let bytes = 0
  for (const [key, text] of puts) bytes += key.length + text.length
  if (entries <= COMMIT_ENTRIES_MAX - RESERVED_ENTRIES && bytes <= COMMIT_BYTES_MAX - RESERVED_BYTES) return undefined
  const what = `a batch changes ${entries} entries of ${bytes} characters`
  return new LandfallError('LF_COMMIT_TOO_LARGE', what, { retryable: false })
}
