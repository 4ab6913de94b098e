import { createNmeaReader, createObserver } from '@landfall/ais'
import { parseWireTime, type Source } from '@landfall/contracts'
import { type RecordingRow, type RowReader, refusedRow } from './recording-row.ts'

export type NmeaSpec = {
  readonly source: Source
  readonly exercise: boolean
  /** When lines were heard that do not say it; without it they are refused. */
  readonly assumeMs: number | undefined
}

/** AIVDM sentences with their times (TAG blocks, suffixes, `$PGHP` lines); between them anything else. */
export const nmeaReader = (spec: NmeaSpec): RowReader => {
  const reader = createNmeaReader()
  const { observe } = createObserver(spec)
  const nothing = (code: string): RecordingRow => ({ kind: 'nothing', code })
  return (line) => {
    const heard = reader.read(line, spec.assumeMs)
    if (heard.outcome === 'refused') return refusedRow(heard.reason, `${heard.reason}: ${line.slice(0, 80)}`)
    if (heard.outcome !== 'message') return nothing(heard.outcome)
    const observed = observe(heard)
    switch (observed.outcome) {
      case 'observations': {
        const timeMs = Math.min(...observed.observations.map(({ observedAt }) => parseWireTime(observedAt)))
        return { kind: 'observations', timeMs, observations: observed.observations }
      }
      case 'not-a-craft':
        return nothing(observed.station)
      case 'distress':
        return nothing(`${observed.device} (${observed.active ? 'ACTIVE' : 'test'})`)
      case 'nothing':
        return nothing(observed.reason)
      case 'refused':
        return refusedRow(observed.reason, `${observed.reason}: ${line.slice(0, 80)}`)
      default:
        return observed satisfies never
    }
  }
}
