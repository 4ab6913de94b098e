import { type ShownAlerts, shownAlerts } from '../list/shown-alerts.ts'
import type { WorldFilter } from '../navigation/route.ts'
import type { State } from './state.ts'

export const worldFilterOf = ({ route, preferences }: State): WorldFilter => route.world ?? preferences.world

/** On a screen on a wall, where nobody can choose, it is the first of the list. */
export const chosenOf = ({ route, order }: State): string | null =>
  route.alertId ?? (route.kiosk ? (order[0] ?? null) : null)

export const shownOf = (state: State): ShownAlerts =>
  shownAlerts(
    [...state.alerts.values()].map(({ alert }) => alert),
    {
      ...{ filter: state.route.filter, world: worldFilterOf(state), showFinished: state.route.showFinished },
    },
  )
