import type { Readable } from 'node:stream'
import { UsageError } from '../command-line/command-error.ts'
import type { Terminal } from '../command-line/create-terminal.ts'
import { formatNumber } from '../command-line/format-elapsed.ts'
import type { ReaderOptions } from './formats/recording-format.ts'
import { keepsRow, type RowFilter } from './keeps-row.ts'
import { openRecording } from './open-recording.ts'
import { readRows } from './play-recording.ts'

export type ShiftSpec = {
  readonly path: string
  readonly reader: ReaderOptions
  readonly filter: RowFilter
  readonly speed: number
  /** Whether to shift at all. */
  readonly wanted: boolean
  readonly stdin: Readable
  readonly terminal: Terminal
  readonly signal: AbortSignal
}

/**
 * By how much to shift the times so that the replay ends in the present and sends nothing observed in the future. At the
 * recorded pace the first time decides; for a faster replay the recording is read through once to find its last.
 */
export const planShift = async (spec: ShiftSpec): Promise<(firstMs: number) => number> => {
  const { wanted, speed, path } = spec
  if (!wanted) return () => 0
  if (speed <= 1) return (firstMs) => Date.now() - firstMs
  if (path === '-') {
    throw new UsageError('--shift-to-now with --speed above 1 must know the last time beforehand: name a file, not -')
  }
  const { firstMs, lastMs } = await readSpan(spec)
  // It will end (last − first) / speed from now.
  return () => Math.floor(Date.now() + (lastMs - firstMs) / speed - lastMs)
}

const SAY_EVERY_ROWS = 100_000

const readSpan = async ({ path, stdin, reader, filter, terminal, signal }: ShiftSpec) => {
  let [firstMs, lastMs, rows] = [Infinity, -Infinity, 0]
  for await (const { row } of readRows(await openRecording(path, stdin), reader)) {
    signal.throwIfAborted()
    rows += 1
    if (rows % SAY_EVERY_ROWS === 0)
      terminal.progress(`${path}: looking for the last time · ${formatNumber(rows)} rows`)
    if (row.kind !== 'observations' || !keepsRow(filter, row.timeMs, row.observations)) continue
    firstMs = Math.min(firstMs, row.timeMs)
    lastMs = Math.max(lastMs, row.timeMs)
  }
  terminal.progress(null)
  return rows === 0 || firstMs === Infinity ? { firstMs: 0, lastMs: 0 } : { firstMs, lastMs }
}
