import { needsAttention } from '../alert/severity-of.ts'
import { phasesOf } from '../inbound/phases-of.ts'
import { URGENT_PHASES, urgentPhase } from '../inbound/urgent-phases.ts'
import { phaseAnnouncementOf } from '../notify/announcement.ts'
import { select } from './select.ts'
import type { AlertEntry, State } from './state.ts'

/** Arrivals that became imminent or overdue by themselves: said, and for a while marked in the row. The same state where none did. */
export const withPhases = (state: State): State => {
  // Until the server's clock is known: a change of this machine's own would be news of an arrival.
  if (state.feed?.clockOffsetMs == null) return state
  const nowMs = select.serverNowMs(state)
  const phases = phasesOf(select.alerts(state), nowMs, state.phases)
  if (phases === state.phases) return state
  let { announcement } = state
  const changed = new Map<string, AlertEntry>()
  for (const [alertId, phase] of phases) {
    const entry = state.alerts.get(alertId)
    const urgent = urgentPhase(state.phases.get(alertId), phase)
    if (entry === undefined || urgent === null) continue
    changed.set(alertId, { ...entry, changed: URGENT_PHASES[urgent], changedAtMs: state.nowMs })
    if (needsAttention(entry.alert)) announcement = phaseAnnouncementOf(entry.alert, urgent)
  }
  return {
    ...state,
    phases,
    announcement,
    alerts: changed.size === 0 ? state.alerts : new Map([...state.alerts, ...changed]),
  }
}
