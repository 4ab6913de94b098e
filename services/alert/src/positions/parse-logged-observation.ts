import {
  escapeHiddenJson,
  FUTURE_MS_MAX,
  LoggedObservation,
  type Observation,
  parsePlainPosition,
  parseWireTime,
} from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'

/**
 * An observation as ingest has let it in; null for anything else, which windowing reports. Not one that windowing refuses as of
 * the future either: it would be the newest for ever.
 */
export const parseLoggedObservation = ({
  value,
  timestampMs,
}: Pick<LogRecord, 'value' | 'timestampMs'>): Observation | null => {
  try {
    const json: unknown = JSON.parse(escapeHiddenJson(String(value)))
    const observation = parsePlainPosition(json) ?? LoggedObservation.safeParse(json).data
    if (observation === undefined) return null
    if (parseWireTime(observation.observedAt) > timestampMs + FUTURE_MS_MAX) return null
    return observation as Observation // Ingest gives those an id that come without.
  } catch {
    return null
  }
}
