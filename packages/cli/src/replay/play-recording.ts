import type { Sender } from '../send/open-sender.ts'
import type { ReplayPace } from './create-pace.ts'
import type { createReplayTally, RowTag } from './create-replay-tally.ts'
import { findRecordingFormat, LINES_BEFORE_FORMAT_MAX, unknownFormat } from './formats/find-recording-format.ts'
import {
  type ReaderOptions,
  type RecordingFormat,
  type RecordingRow,
  type RowReader,
  refusedRow,
} from './formats/recording-format.ts'
import { keepsRow, type RowFilter } from './keeps-row.ts'
import type { Recording } from './open-recording.ts'
import { RECORDING_LINE_CHARACTERS_MAX, type RecordingLine, readLines } from './read-lines.ts'
import { shiftObservation } from './shift-observation.ts'

export type PlaySpec = {
  readonly recording: Recording
  readonly reader: ReaderOptions
  readonly filter: RowFilter
  /** How much to add to all times; asked when the first is known. */
  readonly shiftFor: (firstMs: number) => number
  readonly pace: ReplayPace
  readonly outlet: Pick<Sender<RowTag>, 'send'>
  readonly tally: ReturnType<typeof createReplayTally>
  readonly signal: AbortSignal
}

/** Reads a recording to its end, row by row, and sends it to the outlet. Memory stays constant. */
export const playRecording = async (spec: PlaySpec): Promise<void> => {
  const { recording, tally, signal, filter, pace, outlet } = spec
  let shiftMs: number | undefined
  for await (const { line, row, isWindows1252 } of readRows(recording, spec.reader)) {
    signal.throwIfAborted()
    tally.readRow(isWindows1252)
    if (row.kind === 'nothing') tally.nothing(row.code)
    else if (row.kind === 'refused') tally.refuse(line, row.code, row.reason)
    else if (!keepsRow(filter, row.timeMs, row.observations)) tally.leaveOut()
    else {
      tally.skipFields(row.unknownFields ?? 0)
      shiftMs ??= spec.shiftFor(row.timeMs)
      await pace(row.timeMs)
      const tag = tally.begin(line, row.observations.length)
      for (const observation of row.observations) await outlet.send(shiftObservation(observation, shiftMs), tag)
    }
  }
}

type ReadLine = { readonly line: number; readonly row: RecordingRow; readonly isWindows1252: boolean }

/** Every row of a recording, without its heading. The first line that has a format decides how all are read. */
export async function* readRows({ chunks, name }: Recording, options: ReaderOptions): AsyncGenerator<ReadLine> {
  let read: ((line: RecordingLine) => readonly ReadLine[]) | undefined
  const before: RecordingLine[] = []
  for await (const lines of readLines(chunks)) {
    for (const line of lines) {
      if (read !== undefined) {
        yield* read(line)
        continue
      }
      const format = findRecordingFormat(line.text, options.format)
      if (format === undefined) {
        before.push(line)
        if (before.length === LINES_BEFORE_FORMAT_MAX) throw unknownFormat(before.map(textOf), name, options.format)
        continue
      }
      read = lineReader(format.open(line.text, options), format)
      const readEarly = format.firstLineIsRow ? read : lineReader(beforeHeading)
      for (const early of before) yield* readEarly(early)
      if (format.firstLineIsRow) yield* read(line)
    }
  }
  if (read === undefined) throw unknownFormat(before.map(textOf), name, options.format)
}

const textOf = ({ text }: RecordingLine): string => text

const beforeHeading: RowReader = (line) => ({
  kind: 'nothing',
  code: line.trim() === '' ? 'empty line' : 'before the heading',
})

const lineReader =
  (read: RowReader, { cut = (text) => [text] }: Pick<RecordingFormat, 'cut'> = {}) =>
  ({ number, text, tooLong, isWindows1252 }: RecordingLine): readonly ReadLine[] => {
    const rows = tooLong
      ? [refusedRow('too-long', `is longer than ${RECORDING_LINE_CHARACTERS_MAX} characters: ${text.slice(0, 40)}…`)]
      : cut(text).map(read)
    return rows.map((row, index) => ({ line: number, row, isWindows1252: isWindows1252 && index === 0 }))
  }
