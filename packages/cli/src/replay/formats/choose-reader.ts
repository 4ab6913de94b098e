import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { createCraftChangeDetector } from './create-craft-change-detector.ts'
import { csvReader, readHeading } from './csv-reader.ts'
import { ndjsonReader } from './ndjson-reader.ts'
import { nmeaReader } from './nmea-reader.ts'
import type { RowReader } from './recording-row.ts'

export type ReaderSpec = {
  /** Null: `replay`, and in NDJSON each its own. */
  readonly sourceId: string | null
  /** False only with --real. */
  readonly exercise: boolean
  /** For NMEA lines that carry no time. */
  readonly assumeMs: number | undefined
}

export type Chosen = {
  readonly format: 'csv' | 'ndjson' | 'nmea'
  readonly read: RowReader
  /** Whether the first line is itself a row. */
  readonly firstIsRow: boolean
}

/** The reader for a recording, by its first line that is not empty. Throws a CommandError that says what was found. */
export const chooseReader = (first: string, name: string, { sourceId, exercise, assumeMs }: ReaderSpec): Chosen => {
  const source = { id: sourceId ?? 'replay', kind: 'ais' as const }
  const start = first.trimStart()
  if (start.startsWith('{')) {
    return { format: 'ndjson', read: ndjsonReader({ sourceId, exercise: exercise || null }), firstIsRow: true }
  }
  const heading = readHeading(start)
  if (heading !== undefined) {
    return {
      format: 'csv',
      read: csvReader(heading, { source, exercise, craftChanges: createCraftChangeDetector() }),
      firstIsRow: false,
    }
  }
  if (/^[!$\\]|[!$][A-Z]{4,5},/.test(start)) {
    return { format: 'nmea', read: nmeaReader({ source, exercise, assumeMs }), firstIsRow: true }
  }
  throw new CommandError(
    EXIT.data,
    `${name}: its first line is none that is known: ${JSON.stringify(first.slice(0, 80))}`,
    {
      hint: 'known: NDJSON observations; CSV with MMSI, a time, longitude and latitude in the heading; NMEA 0183',
    },
  )
}
