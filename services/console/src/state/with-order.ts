import { frozenOrder, sameOrder } from '../list/order/frozen-order.ts'
import { type AlertGroup, frozenGroups, groupAlerts, sameGroups } from '../list/order/group-alerts.ts'
import { CARDS_MAX } from '../list/order/list-shape.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

/** The order of the list and its groups brought up to date; the same state where nothing has changed. */
export const withOrder = (state: State): State => {
  const { alerts } = select.shownAlerts(state)
  const wanted = alerts.map(({ alertId }) => alertId)
  const isFrozen = state.isOrderFrozen && state.order.length > 0
  const isGrouped = isFrozen ? state.list.groups.length > 0 : wanted.length > CARDS_MAX
  const groups = !isGrouped ? [] : isFrozen ? frozenGroups(state.list.groups, wanted) : groupAlerts(alerts)
  const order = isGrouped ? idsOf(groups) : isFrozen ? frozenOrder(state.order, wanted) : wanted
  if (sameOrder(order, state.order) && sameGroups(groups, state.list.groups)) return state
  return { ...state, order, list: { ...state.list, groups } }
}

const idsOf = (groups: readonly AlertGroup[]): readonly string[] => groups.flatMap(({ alertIds }) => alertIds)
