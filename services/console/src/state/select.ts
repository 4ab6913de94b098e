import type { AlertView } from '@landfall/contracts'
import { type ShownAlerts, shownAlerts } from '../list/order/shown-alerts.ts'
import { inWorld, type WorldFilter } from '../navigation/world-filter.ts'
import { type WallTurn, wallTurn } from '../wall/wall-turn.ts'
import type { State } from './state.ts'

/** What follows from the state. */
export const select = {
  alerts: ({ alerts }: Pick<State, 'alerts'>): readonly AlertView[] => [...alerts.values()].map(({ alert }) => alert),

  /** Now by the server’s clock, as far as it is known: this machine’s own may be wrong by hours. */
  serverNowMs: ({ nowMs, feed }: Pick<State, 'nowMs' | 'feed'>): number => nowMs + (feed?.clockOffsetMs ?? 0),

  worldFilter: ({ route, preferences }: State): WorldFilter => route.world ?? preferences.world,

  /** On the wall, where nobody can choose, the one whose turn it is. */
  chosenAlertId: (state: State): string | null =>
    state.route.alertId ?? (state.route.kiosk ? (select.wallTurn(state).alert?.alertId ?? null) : null),

  wallTurn: (state: State): WallTurn => {
    const world = select.worldFilter(state)
    const open = select.alerts(state).filter((alert) => inWorld(alert, world))
    return wallTurn(open, select.serverNowMs(state))
  },

  /** The past that the map shows of the chosen alert; null: now. */
  shownPastMs: (state: State): number | null =>
    state.shownTime !== null && state.shownTime.alertId === select.chosenAlertId(state) ? state.shownTime.atMs : null,

  shownAlerts: (state: State): ShownAlerts =>
    shownAlerts(select.alerts(state), {
      filter: state.route.filter,
      world: select.worldFilter(state),
      showFinished: state.route.showFinished,
      search: state.list.search,
    }),
}
