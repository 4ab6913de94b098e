import type { AlertView } from '@landfall/contracts'
import { placeOf } from '../../alert/place-of.ts'
import { needsAttention, severityOf } from '../../alert/severity-of.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import type { MarkedAlert } from './place-markers.ts'

/**
 * Every open alert that has a place, whatever the list is filtered to: a filter must never make the sea look calm. The chosen one also
 * when it has ended.
 */
export const markedAlerts = (
  alerts: Iterable<AlertView>,
  world: WorldFilter,
  chosenId: string | null,
): readonly MarkedAlert[] =>
  [...alerts].flatMap((alert) => {
    const isShown = (alert.status === 'open' && alert.listed && inWorld(alert, world)) || alert.alertId === chosenId
    const place = isShown ? placeOf(alert) : null
    if (place === null) return []
    const { alertId, exercise } = alert
    const { longitude, latitude } = place
    return [
      { alertId, longitude, latitude, severity: severityOf(alert), exercise, unacknowledged: needsAttention(alert) },
    ]
  })
