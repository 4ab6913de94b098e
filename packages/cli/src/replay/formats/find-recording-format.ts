import { CommandError } from '../../command-line/command-error.ts'
import { EXIT } from '../../command-line/exit-code.ts'
import { csvFormat } from './csv-format.ts'
import { ndjsonFormat } from './ndjson-format.ts'
import { nmeaFormat } from './nmea-format.ts'
import type { RecordingFormat } from './recording-format.ts'

/** The format of a recording by its first line that is not empty. Throws a CommandError that quotes the line. */
export const findRecordingFormat = (firstLine: string, fileName: string): RecordingFormat => {
  const found = recordingFormats.find(({ matches }) => matches(firstLine))
  if (found !== undefined) return found
  const quoted = JSON.stringify(firstLine.slice(0, 80))
  throw new CommandError(EXIT.data, `${fileName}: its first line is none that is known: ${quoted}`, {
    hint: `known: ${recordingFormats.map(({ looksLike }) => looksLike).join('; ')}`,
  })
}

/** The first that matches is taken. */
const recordingFormats: readonly RecordingFormat[] = [ndjsonFormat, csvFormat, nmeaFormat]
