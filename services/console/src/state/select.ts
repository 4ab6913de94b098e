import type { AlertView } from '@landfall/contracts'
import { type ShownAlerts, shownAlerts } from '../list/order/shown-alerts.ts'
import type { WorldFilter } from '../navigation/world-filter.ts'
import type { State } from './state.ts'

/** What follows from the state. */
export const select = {
  alerts: ({ alerts }: Pick<State, 'alerts'>): readonly AlertView[] => [...alerts.values()].map(({ alert }) => alert),

  /** Now by the server’s clock, as far as it is known: this machine’s own may be wrong by hours. */
  serverNowMs: ({ nowMs, feed }: Pick<State, 'nowMs' | 'feed'>): number => nowMs + (feed?.clockOffsetMs ?? 0),

  worldFilter: ({ route, preferences }: State): WorldFilter => route.world ?? preferences.world,

  /** In kiosk mode, where nobody can choose, the first alert of the list. */
  chosenAlertId: ({ route, order }: State): string | null => route.alertId ?? (route.kiosk ? (order[0] ?? null) : null),

  shownAlerts: (state: State): ShownAlerts =>
    shownAlerts(select.alerts(state), {
      filter: state.route.filter,
      world: select.worldFilter(state),
      showFinished: state.route.showFinished,
      search: state.list.search,
    }),
}
