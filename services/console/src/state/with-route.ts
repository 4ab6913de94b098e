import type { ListShape } from '../list/order/list-shape.ts'
import type { Route } from '../navigation/route.ts'
import type { Preferences } from './preferences.ts'
import { select } from './select.ts'
import type { State } from './state.ts'

/** The state after a change of the address. Choosing an alert opens its group. */
export const withRoute = (state: State, part: Partial<Route>): State => {
  const next = { ...state, route: { ...state.route, craft: null, ...part }, answer: null, pointedCraftId: null }
  const isRearranging = part.filter !== undefined || part.world !== undefined || part.showFinished !== undefined
  return withGroupOpen(isRearranging ? thawed(next) : next, part.alertId ?? null)
}

export const withPreferences = (state: State, part: Partial<Preferences>): State => {
  const next = { ...state, preferences: { ...state.preferences, ...part } }
  return part.world === undefined ? next : thawed(next)
}

export const withList = (state: State, part: Partial<ListShape>): State => {
  const next = { ...state, list: { ...state.list, ...part } }
  return part.search === undefined ? next : thawed(next)
}

/** The map shows the chosen alert as it was at a time; null: as it is. */
export const withShownTime = (state: State, atMs: number | null): State => {
  const alertId = select.chosenAlertId(state)
  return { ...state, shownTime: alertId === null || atMs === null ? null : { alertId, atMs } }
}

/** What an operator asks for shows at once, in its own order, wherever the pointer is. */
const thawed = (state: State): State => ({ ...state, order: [], list: { ...state.list, groups: [] } })

const withGroupOpen = (state: State, alertId: string | null): State => {
  const key = state.list.groups.find(({ alertIds }) => alertIds.includes(alertId ?? ''))?.key
  if (key === undefined || state.list.opened.get(key) !== 'closed') return state
  const opened = new Map(state.list.opened)
  opened.delete(key)
  return { ...state, list: { ...state.list, opened } }
}
