import { MARKS_MAX, type Mark, type MarkRecord } from '@landfall/contracts'

/** The marks that stand. Of each its newest record in the log holds. */
export const createMarks = () => {
  /** In the order in which they were set. */
  const records = new Map<string, MarkRecord>()
  return {
    take: (record: MarkRecord): void => {
      if (record.removed !== null) records.delete(record.markId)
      else records.set(record.markId, record)
    },
    get: (markId: string): MarkRecord | undefined => records.get(markId),
    isFull: (): boolean => records.size >= MARKS_MAX,
    /** The oldest first. Where two instances have each taken the last one there was room for, the newest of all. */
    standing: (): readonly Mark[] => [...records.values()].slice(-MARKS_MAX).map(shownMark),
  }
}

/** What operators see of a record. */
export const shownMark = ({ markId, longitude, latitude, note, at, operator }: MarkRecord): Mark => ({
  markId,
  longitude,
  latitude,
  note,
  at,
  operator,
})
