import type { ObservationInput } from '@landfall/contracts'
import type { DateOrder } from './date-order.ts'

/** A file format of recordings. */
export type RecordingFormat = {
  readonly name: string
  /** What its lines look like, for the error about a file of no known format. */
  readonly looksLike: string
  /** Whether a recording is of this format, by the first line that has a format. */
  readonly matches: (line: string) => boolean
  /** The rows of a line, where it may have several. */
  readonly cut?: (line: string) => readonly string[]
  /** False where the line that matches is a heading, and those before it are not rows either. */
  readonly firstLineIsRow: boolean
  /** Returns the reader of one recording. `firstLine` is the one that matches. */
  readonly open: (firstLine: string, options: ReaderOptions) => RowReader
}

export type ReaderOptions = {
  /** Null: `replay`; in NDJSON each observation keeps its own. */
  readonly sourceId: string | null
  /** False only with --real. */
  readonly exercise: boolean
  /** For NMEA lines that carry no time. */
  readonly assumeMs: number | undefined
  /** The name of a format; undefined: the first line that has one decides. */
  readonly format?: string | undefined
  /** Of times as `03/01/2022` in layouts that do not document it; undefined: such rows are refused. */
  readonly dateOrder?: DateOrder | undefined
}

export type RowReader = (line: string) => RecordingRow

/** What one line of a recording means. */
export type RecordingRow =
  | {
      readonly kind: 'observations'
      readonly timeMs: number
      readonly observations: readonly ObservationInput[]
      /** Of the row, skipped. */
      readonly unknownFields?: number
    }
  /** `code` groups the refusals in the summary; `reason` names field and value. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** A valid line that says nothing about a craft: a heading, a comment, a part of a message. */
  | { readonly kind: 'nothing'; readonly code: string }

export const refusedRow = (code: string, reason: string): RecordingRow => ({ kind: 'refused', code, reason })

/** The source of observations in formats that name none. */
export const replaySource = ({ sourceId }: ReaderOptions) => ({ id: sourceId ?? 'replay', kind: 'ais' as const })
