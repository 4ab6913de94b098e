import { needsAttention, SEVERITIES, severityOf } from '../alert/severity-of.ts'
import { inWorld } from '../list/shown-alerts.ts'
import { worldFilterOf } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus } from '../status/picture-status.ts'

/** What the tab says when it is not the one that is looked at. */
export const pageTitle = (state: State): string => {
  if (state.everHeld && !pictureStatus(state.feed, state.nowMs).trusted) return 'NOT CURRENT · Landfall'
  const world = worldFilterOf(state)
  const waiting = [...state.alerts.values()]
    .map(({ alert }) => alert)
    .filter((one) => needsAttention(one) && inWorld(one, world))
  const parts = SEVERITIES.flatMap((severity) => {
    const those = waiting.filter((alert) => severityOf(alert) === severity)
    const simulated = those.filter(({ exercise }) => exercise).length
    return those.length === 0 ? [] : [`${those.length} ${severity}${simulated > 0 ? ` (${simulated} exercise)` : ''}`]
  })
  return [...parts, 'Landfall'].join(' · ')
}
