import type { EtaPhase } from '@landfall/contracts'

/** A phase that calls for attention again. */
export type UrgentPhase = Extract<EtaPhase, 'imminent' | 'overdue'>

export const URGENT_PHASES: Readonly<Record<UrgentPhase, string>> = {
  imminent: 'arrival imminent',
  overdue: 'overdue: may need help',
}

export const isUrgent = (phase: EtaPhase | undefined): phase is UrgentPhase =>
  phase === 'imminent' || phase === 'overdue'

/** The phase that an arrival has just come into, where it calls for attention; null where there is no news. */
export const urgentPhase = (before: EtaPhase | undefined, now: EtaPhase | undefined): UrgentPhase | null =>
  before !== undefined && before !== now && isUrgent(now) ? now : null
