import { csvFormat } from './csv-format.ts'
import { ndjsonFormat } from './ndjson-format.ts'
import { nmeaFormat } from './nmea-format.ts'
import type { RecordingFormat } from './recording-format.ts'

/** The first that matches is taken. */
export const recordingFormats: readonly RecordingFormat[] = [ndjsonFormat, csvFormat, nmeaFormat]
