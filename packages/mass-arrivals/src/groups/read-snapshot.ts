import type { ArrivalsSnapshot } from '@landfall/contracts'
import type { LogEntry } from '../log-batch.ts'

/** One record of the arrivals topic, which only the arrivals stage writes; undefined where it is not a snapshot. */
export const readSnapshot = (value: LogEntry['value']): ArrivalsSnapshot | undefined => {
  try {
    const json = JSON.parse(String(value)) as Partial<ArrivalsSnapshot> | null
    return json?.type === 'arrivals' && Array.isArray(json.visits) && typeof json.reflects?.offset === 'number'
      ? (json as ArrivalsSnapshot)
      : undefined
  } catch {
    return undefined
  }
}
