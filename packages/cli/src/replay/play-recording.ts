import type { Sender } from '../send/open-sender.ts'
import type { ReplayPace } from './create-pace.ts'
import type { createReplayTally, RowTag } from './create-replay-tally.ts'
import { findRecordingFormat } from './formats/find-recording-format.ts'
import { type ReaderOptions, type RecordingRow, type RowReader, refusedRow } from './formats/recording-format.ts'
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
  for await (const { line, row } of readRows(recording, spec.reader)) {
    signal.throwIfAborted()
    tally.readRow()
    if (row.kind === 'nothing') tally.nothing(row.code)
    else if (row.kind === 'refused') tally.refuse(line, row.code, row.reason)
    else if (!keepsRow(filter, row.timeMs, row.observations)) tally.leaveOut()
    else {
      shiftMs ??= spec.shiftFor(row.timeMs)
      await pace(row.timeMs)
      const tag = tally.begin(line, row.observations.length)
      for (const observation of row.observations) await outlet.send(shiftObservation(observation, shiftMs), tag)
    }
  }
}

type ReadLine = { readonly line: number; readonly row: RecordingRow }

/** Every row of a recording, without its heading. */
export async function* readRows({ chunks, name }: Recording, options: ReaderOptions): AsyncGenerator<ReadLine> {
  let read: RowReader | undefined
  for await (const lines of readLines(chunks)) {
    for (const line of lines) {
      if (read === undefined) {
        if (line.text.trim() === '') continue
        const format = findRecordingFormat(line.text, name)
        read = format.open(line.text, options)
        if (!format.firstLineIsRow) continue
      }
      yield { line: line.number, row: readLine(read, line) }
    }
  }
}

const readLine = (read: RowReader, { text, tooLong }: RecordingLine): RecordingRow =>
  tooLong
    ? refusedRow('too-long', `is longer than ${RECORDING_LINE_CHARACTERS_MAX} characters: ${text.slice(0, 40)}…`)
    : read(text)
