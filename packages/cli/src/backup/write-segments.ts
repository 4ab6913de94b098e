import type { LogRecord } from '@landfall/kafka'
import type { Segment } from './backup-manifest.ts'
import { openSegment, type SegmentWriter } from './open-segment.ts'
import { storedRecord } from './stored-record.ts'

/** Before it is packed. A damaged file costs no more than itself to fetch again. */
const SEGMENT_CHARACTERS_MAX = 64 * 1_048_576

export type SegmentsSpec = {
  /** The name of the file that begins with this offset. */
  readonly nameOf: (offset: number) => string
  readonly pathOf: (file: string) => string
  readonly onRecord: () => void
  readonly charactersMax?: number
}

type Current = {
  readonly writer: SegmentWriter
  readonly file: string
  readonly firstOffset: number
  lastOffset: number
  records: number
  characters: number
}

/** Writes the records of one partition, in order, to as many files as it takes. */
export const writeSegments = async (
  records: AsyncIterable<LogRecord>,
  { nameOf, pathOf, onRecord, charactersMax = SEGMENT_CHARACTERS_MAX }: SegmentsSpec,
): Promise<Segment[]> => {
  const segments: Segment[] = []
  let current: Current | undefined
  const end = async (): Promise<void> => {
    if (current === undefined) return
    const { writer, file, firstOffset, lastOffset, records: count } = current
    segments.push({ file, records: count, firstOffset, lastOffset, ...(await writer.end()) })
    current = undefined
  }
  for await (const record of records) {
    onRecord()
    const line = storedRecord.format(record)
    if (current === undefined) {
      const file = nameOf(record.offset)
      const writer = openSegment(pathOf(file))
      current = { writer, file, firstOffset: record.offset, lastOffset: record.offset, records: 0, characters: 0 }
    }
    await current.writer.write(line)
    current.lastOffset = record.offset
    current.records += 1
    current.characters += line.length
    if (current.characters >= charactersMax) await end()
  }
  await end()
  return segments
}
