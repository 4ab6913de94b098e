import type { AlertView } from '@landfall/contracts'
import { placeOf } from '../alert/place-of.ts'
import { needsAttention, SEVERITIES, severityOf } from '../alert/severity-of.ts'
import { isUrgent } from '../inbound/urgent-phases.ts'
import { inWorld } from '../navigation/world-filter.ts'
import { select } from '../state/select.ts'
import type { State } from '../state/state.ts'
import { pictureStatus } from '../status/picture-status.ts'

/** The title of the tab says how many alerts need attention while another tab is in front, and of a single one where it is. */
export const pageTitle = (state: State): string => {
  if (state.hasSnapshot && !pictureStatus(state.feed, state.nowMs).trusted) return 'NOT CURRENT · Landfall'
  const world = select.worldFilter(state)
  const waiting = select.alerts(state).filter((alert) => needsAttention(alert) && inWorld(alert, world))
  const counts = [false, true].flatMap((exercise) =>
    partsOf(
      waiting.filter((alert) => alert.exercise === exercise),
      state,
    ),
  )
  // A single one is named: with more the title would have to choose.
  const place = waiting.length === 1 ? waiting.flatMap((alert) => placeOf(alert)?.text ?? []) : []
  return [...counts, ...place, 'Landfall'].join(' · ')
}

/** Of one world. */
const partsOf = (alerts: readonly AlertView[], { phases }: State): readonly string[] => {
  const world = alerts[0]?.exercise === true ? 'exercise ' : ''
  const parts = SEVERITIES.map((severity) => ({
    count: alerts.filter((alert) => severityOf(alert) === severity).length,
    words: `${world}${severity}`,
  }))
  const imminent = alerts.filter(({ alertId }) => isUrgent(phases.get(alertId))).length
  return [...parts, { count: imminent, words: `${world}inbound imminent` }].flatMap(({ count, words }) =>
    count === 0 ? [] : [`${count} ${words}`],
  )
}
