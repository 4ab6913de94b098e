import { craftOfOpenAlerts } from '../domain/craft-of-open-alerts.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LatestPositions } from '../domain/create-latest-positions.ts'

/** Gives the craft of open alerts their places on the map. It looks at the alerts only where they have changed since it was last called. */
export const createAlertCraftKeeper = (store: AlertStore, { craft }: LatestPositions): (() => void) => {
  let position = -1
  return (): void => {
    if (store.position.alerts === position) return
    position = store.position.alerts
    const { real, exercise } = craftOfOpenAlerts(store)
    craft.real.keep(real)
    craft.exercise.keep(exercise)
  }
}
