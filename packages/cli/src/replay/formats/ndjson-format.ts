import { type ObservationInput, parseWireTime } from '@landfall/contracts'
import { type ReaderOptions, type RecordingFormat, type RowReader, refusedRow } from './recording-format.ts'

/** Observations as they are posted. */
export const ndjsonFormat: RecordingFormat = {
  name: 'ndjson',
  looksLike: 'NDJSON observations',
  matches: (line) => line.trimStart().startsWith('{'),
  firstLineIsRow: true,
  open: (_firstLine, options) => ndjsonReader(options),
}

/** Looks only at what the replay itself needs; the service validates the rest. */
const ndjsonReader =
  ({ sourceId, exercise }: ReaderOptions): RowReader =>
  (line) => {
    if (line.trim() === '') return { kind: 'nothing', code: 'empty line' }
    const given = parseObject(line)
    if (given === undefined) return refusedRow('not-json', `is not one JSON object: ${line.slice(0, 60)}`)
    // A recording may be of the log, where ingest wrote which token reported; it writes its own.
    const { reportedBy: _reportedBy, ...posted } = given
    const { observedAt, craftId, source } = posted
    const timeMs = typeof observedAt === 'string' ? parseWireTime(observedAt) : Number.NaN
    if (Number.isNaN(timeMs)) {
      return refusedRow(
        'observedAt',
        `observedAt ${JSON.stringify(observedAt)}: must be a time, as 2026-11-23T09:30:00Z`,
      )
    }
    if (typeof craftId !== 'string')
      return refusedRow('craftId', `craftId ${JSON.stringify(craftId)}: must be a string`)
    const changed = {
      ...(exercise ? { exercise } : {}), // With --real each keeps its own.
      ...(sourceId === null ? {} : { source: { ...(source as object), id: sourceId } }),
    }
    // Not proven to be an observation: the service validates it, and says what is wrong with it.
    const observation = { ...posted, ...changed } as unknown as ObservationInput
    return { kind: 'observations', timeMs, observations: [observation] }
  }

const parseObject = (line: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const given: unknown = JSON.parse(line)
    const isObject = typeof given === 'object' && given !== null && !Array.isArray(given)
    return isObject ? (given as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}
