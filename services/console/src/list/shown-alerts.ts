import type { AlertView } from '@landfall/contracts'
import { severityOf } from '../alert/severity-of.ts'
import type { Filter, WorldFilter } from '../navigation/route.ts'
import { compareForList } from './compare-for-list.ts'

export type ShownAlerts = {
  readonly alerts: readonly AlertView[]
  /** How many that need looking at are kept from the list by the filter or the choice of world. */
  readonly hidden: number
  readonly hiddenAlarms: number
}

type ListOptions = { readonly filter: Filter; readonly world: WorldFilter; readonly showFinished: boolean }

/** What the list shows, in order, and what it keeps back: a filter must never make a sea look calm. */
export const shownAlerts = (all: Iterable<AlertView>, { filter, world, showFinished }: ListOptions): ShownAlerts => {
  const candidates = [...all].filter(({ listed }) => listed || showFinished)
  const alerts = candidates.filter((alert) => inWorld(alert, world) && passes(alert, filter)).toSorted(compareForList)
  const shown = new Set(alerts)
  const hidden = candidates.filter((alert) => !shown.has(alert))
  return { alerts, hidden: hidden.length, hiddenAlarms: hidden.filter((alert) => severityOf(alert) === 'alarm').length }
}

export const inWorld = ({ exercise }: { readonly exercise: boolean }, world: WorldFilter): boolean =>
  world === 'both' || exercise === (world === 'exercise')

const passes = (alert: AlertView, { severities, states, areaIds }: Filter): boolean =>
  (severities.length === 0 || severities.includes(severityOf(alert))) &&
  (states.length === 0 || states.includes(alert.state)) &&
  (areaIds.length === 0 || alert.areaId === null || areaIds.includes(alert.areaId))

export const isFiltering = ({ severities, states, areaIds }: Filter): boolean =>
  severities.length + states.length + areaIds.length > 0
