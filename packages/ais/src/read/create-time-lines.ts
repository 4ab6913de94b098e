import type { TimeLine } from '../sentence/parse-time-line.ts'

type Pending = TimeLine & { readonly line: number }

const PENDING_MAX = 16
// The line stands right before its sentence, or a few lines before where several stations share a stream.
const LINES_MAX = 10

/**
 * Keeps `$PGHP` lines until the sentence they date has come; it is known by its checksum (parts: all XORed), since
 * neighbouring lines may be of different stations.
 */
export const createTimeLines = () => {
  let pending: Pending[] = []

  const keep = (timeLine: TimeLine, line: number): void => {
    pending.push({ ...timeLine, line })
    if (pending.length > PENDING_MAX) pending.shift()
  }

  /** The time line of the sentence with this checksum, which is then used up. */
  const take = (checksum: number, line: number): TimeLine | undefined => {
    if (pending.length === 0) return undefined
    pending = pending.filter((one) => line - one.line <= LINES_MAX)
    const found = pending.find((one) => one.checksum === checksum)
    if (found !== undefined) pending = pending.filter((one) => one !== found)
    return found
  }

  return { keep, take }
}
