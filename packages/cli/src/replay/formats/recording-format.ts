import type { ObservationInput } from '@landfall/contracts'

/** A file format of recordings. */
export type RecordingFormat = {
  readonly name: string
  /** What its first line looks like, for the error about a file of no known format. */
  readonly looksLike: string
  /** Whether a recording that begins with this line is of this format. */
  readonly matches: (firstLine: string) => boolean
  /** False where the first line is a heading. */
  readonly firstLineIsRow: boolean
  /** Returns the reader of one recording. `firstLine` is its own, and matches. */
  readonly open: (firstLine: string, options: ReaderOptions) => RowReader
}

export type ReaderOptions = {
  /** Null: `replay`; in NDJSON each observation keeps its own. */
  readonly sourceId: string | null
  /** False only with --real. */
  readonly exercise: boolean
  /** For NMEA lines that carry no time. */
  readonly assumeMs: number | undefined
}

export type RowReader = (line: string) => RecordingRow

/** What one line of a recording means. */
export type RecordingRow =
  | { readonly kind: 'observations'; readonly timeMs: number; readonly observations: readonly ObservationInput[] }
  /** `code` groups the refusals in the summary; `reason` names field and value. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** A valid line that says nothing about a craft: a heading, a comment, a part of a message. */
  | { readonly kind: 'nothing'; readonly code: string }

export const refusedRow = (code: string, reason: string): RecordingRow => ({ kind: 'refused', code, reason })

/** The source of observations in formats that name none. */
export const replaySource = ({ sourceId }: ReaderOptions) => ({ id: sourceId ?? 'replay', kind: 'ais' as const })
