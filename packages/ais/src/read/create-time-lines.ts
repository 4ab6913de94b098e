import type { TimeLine } from '../sentence/parse-time-line.ts'

type Pending = TimeLine & { readonly line: number }

const PENDING_MAX = 16
// The line stands just before its sentence, or a few lines before it where several stations share a stream.
const LINES_MAX = 10

/**
 * Holds `$PGHP` lines until the sentence they date arrives. It is matched by checksum (of parts: all XORed), since
 * neighbouring lines may come from different stations.
 */
export const createTimeLines = () => {
  let pending: Pending[] = []

  const keep = (timeLine: TimeLine, line: number): void => {
    pending.push({ ...timeLine, line })
    if (pending.length > PENDING_MAX) pending.shift()
  }

  /** Removes and returns the time line of the sentence with this checksum. */
  const take = (checksum: number, line: number): TimeLine | undefined => {
    if (pending.length === 0) return undefined
    pending = pending.filter((one) => line - one.line <= LINES_MAX)
    const found = pending.find((one) => one.checksum === checksum)
    if (found !== undefined) pending = pending.filter((one) => one !== found)
    return found
  }

  return { keep, take }
}
