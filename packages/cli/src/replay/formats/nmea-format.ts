import { createNmeaReader, createObserver, cutSentences, describeRefusal } from '@landfall/ais'
import { parseWireTime } from '@landfall/contracts'
import {
  type ReaderOptions,
  type RecordingFormat,
  type RecordingRow,
  type RowReader,
  refusedRow,
  replaySource,
} from './recording-format.ts'

/** AIVDM sentences and radar targets with their times (TAG blocks, suffixes, `$PGHP` lines, loggers' prefixes); other lines may be in between. */
export const nmeaFormat: RecordingFormat = {
  name: 'nmea',
  looksLike: 'NMEA 0183',
  matches: (line) => /^\\|[!$][A-Z]{4,12},/.test(line.trimStart()),
  cut: cutSentences,
  firstLineIsRow: true,
  open: (_firstLine, options) => nmeaReader(options),
}

const nmeaReader = (options: ReaderOptions): RowReader => {
  const reader = createNmeaReader()
  const observer = createObserver({ source: replaySource(options), exercise: options.exercise })
  const nothing = (code: string): RecordingRow => ({ kind: 'nothing', code })
  return (line) => {
    const read = reader.read(line, options.assumeMs)
    if (read.outcome === 'refused')
      return refusedRow(read.reason, `${describeRefusal(read.reason)} (${read.reason}): ${line.slice(0, 80)}`)
    if (read.outcome !== 'message' && read.outcome !== 'target') return nothing(read.outcome)
    const observed = read.outcome === 'message' ? observer.observe(read) : observer.observeTarget(read)
    switch (observed.outcome) {
      case 'observations': {
        const timeMs = Math.min(...observed.observations.map(({ observedAt }) => parseWireTime(observedAt)))
        const { unknownSuffixFields: unknownFields } = read
        return { kind: 'observations', timeMs, observations: observed.observations, unknownFields }
      }
      case 'not-a-craft':
        return nothing(observed.station)
      case 'nothing':
        return nothing(observed.reason)
      default:
        return observed satisfies never
    }
  }
}
