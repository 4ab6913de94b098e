import { frozenOrder, sameOrder } from '../list/frozen-order.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

/** The order of the list brought up to date; the same state where it has not changed. */
export const withOrder = (state: State): State => {
  const wanted = select.shownAlerts(state).alerts.map(({ alertId }) => alertId)
  const order = state.isOrderFrozen ? frozenOrder(state.order, wanted) : wanted
  return sameOrder(order, state.order) ? state : { ...state, order }
}
