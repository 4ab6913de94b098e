import { type AlertView, compareAlerts } from '@landfall/contracts'
import { severityOf } from '../../alert/severity-of.ts'
import type { Filter } from '../../navigation/route.ts'
import { inWorld, type WorldFilter } from '../../navigation/world-filter.ts'
import { createMatcher } from './create-matcher.ts'

export type ShownAlerts = {
  readonly alerts: readonly AlertView[]
  /** How many the filter, the search, or the choice of real or exercise, keeps off the list. */
  readonly hidden: number
  readonly hiddenAlarms: number
}

type ListOptions = {
  readonly filter: Filter
  readonly world: WorldFilter
  readonly showFinished: boolean
  readonly search: string
}

/** The list in order, and how much is hidden: a filter must never make the sea look calm. */
export const shownAlerts = (
  all: Iterable<AlertView>,
  { filter, world, showFinished, search }: ListOptions,
): ShownAlerts => {
  const matches = createMatcher(search)
  const candidates = [...all].filter(({ listed }) => listed || showFinished)
  const alerts = candidates
    .filter((alert) => inWorld(alert, world) && passes(alert, filter) && matches(alert))
    .toSorted(compareAlerts)
  const shown = new Set(alerts)
  const hidden = candidates.filter((alert) => !shown.has(alert))
  return { alerts, hidden: hidden.length, hiddenAlarms: hidden.filter((alert) => severityOf(alert) === 'alarm').length }
}

const passes = (alert: AlertView, { severities, states, kinds, areaIds }: Filter): boolean =>
  (severities.length === 0 || severities.includes(severityOf(alert))) &&
  (states.length === 0 || states.includes(alert.state)) &&
  (kinds.length === 0 || kinds.includes(alert.kind)) &&
  (areaIds.length === 0 || alert.areaId === null || areaIds.includes(alert.areaId))

export const isFiltering = ({ severities, states, kinds, areaIds }: Filter): boolean =>
  severities.length + states.length + kinds.length + areaIds.length > 0
