import { needsAttention, SEVERITIES, severityOf } from '../alert/severity-of.ts'
import { isUrgent } from '../inbound/urgent-phases.ts'
import { inWorld } from '../navigation/world-filter.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus } from '../status/picture-status.ts'

/** The title of the tab says how many alerts need attention while another tab is in front. */
export const pageTitle = (state: State): string => {
  if (state.hasSnapshot && !pictureStatus(state.feed, state.nowMs).trusted) return 'NOT CURRENT · Landfall'
  const world = select.worldFilter(state)
  const waiting = select.alerts(state).filter((alert) => needsAttention(alert) && inWorld(alert, world))
  const parts = SEVERITIES.flatMap((severity) => {
    const alerts = waiting.filter((alert) => severityOf(alert) === severity)
    const simulated = alerts.filter(({ exercise }) => exercise).length
    return alerts.length === 0 ? [] : [`${alerts.length} ${severity}${simulated > 0 ? ` (${simulated} exercise)` : ''}`]
  })
  const imminent = waiting.filter(({ alertId }) => isUrgent(state.phases.get(alertId))).length
  return [...parts, ...(imminent === 0 ? [] : [`${imminent} inbound imminent`]), 'Landfall'].join(' · ')
}
