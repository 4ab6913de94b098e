import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { csvFormat } from './csv-format.ts'
import { ndjsonFormat } from './ndjson-format.ts'
import { nmeaFormat } from './nmea-format.ts'
import type { RecordingFormat } from './recording-format.ts'

/** How many lines that are of no format may come before the first that is: a log's preamble, half a sentence, a licence. */
export const LINES_BEFORE_FORMAT_MAX = 1_000

/** The first that matches is taken. */
export const recordingFormats: readonly RecordingFormat[] = [ndjsonFormat, csvFormat, nmeaFormat]

/** The format whose line this is; of `only`, if a format is asked for. Undefined for a line that has none. */
export const findRecordingFormat = (line: string, only?: string): RecordingFormat | undefined =>
  recordingFormats.find(({ name, matches }) => (only === undefined || name === only) && matches(line))

/** A CommandError that quotes the first line that is not empty, for a recording of no known format. */
export const unknownFormat = (lines: readonly string[], fileName: string, only?: string): CommandError => {
  const first = lines.find((line) => line.trim() !== '')
  if (first === undefined) return new CommandError(EXIT.data, `${fileName}: is empty`)
  const known = recordingFormats.filter(({ name }) => only === undefined || name === only)
  const quoted = JSON.stringify(first.slice(0, 80))
  const where = lines.length < LINES_BEFORE_FORMAT_MAX ? 'no line' : `none of the first ${lines.length} lines`
  return new CommandError(EXIT.data, `${fileName}: ${where} is of a format that is known; it begins with ${quoted}`, {
    hint: `known: ${known.map(({ looksLike }) => looksLike).join('; ')}`,
  })
}
