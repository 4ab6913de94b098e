import type { TakenBack } from '../state/state.ts'

/**
 * The observation that takes back the one position of an arrival. It has an id, so that it can be taken back itself; one of
 * its time, because what was once taken back under an id stays so.
 */
export const positionRetractionOf = ({ craftId, exercise, arrivedAt }: TakenBack, nowMs: number) => {
  const observedAt = new Date(Math.max(nowMs, Date.parse(arrivedAt))).toISOString()
  const observationId = `taken-back-${observedAt}`
  return {
    type: 'position-retraction',
    craftId,
    exercise,
    observedAt,
    observationId,
    fromAt: arrivedAt,
    toAt: arrivedAt,
  }
}
