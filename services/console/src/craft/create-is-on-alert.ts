import { countedCraft } from '../alert/counted-craft.ts'
import type { State } from '../state/state.ts'
import { craftKey } from './create-craft-store.ts'

/** Says of a craft, by its key, whether an open alert counts it. Works the craft out again only where the alerts have changed. */
export const createIsOnAlert = (alertsNow: () => State['alerts']): ((key: string) => boolean) => {
  let alerts: State['alerts'] | null = null
  let keys: ReadonlySet<string> = new Set()
  return (key) => {
    if (alerts !== alertsNow()) {
      alerts = alertsNow()
      keys = new Set([...alerts.values()].flatMap(({ alert }) => keysOf(alert)))
    }
    return keys.has(key)
  }
}

const keysOf = (alert: Parameters<typeof countedCraft>[0]): readonly string[] =>
  alert.status !== 'open'
    ? []
    : countedCraft(alert)
        .flatMap(({ craftId, sameAs }) => [craftId, ...sameAs])
        .map((craftId) => craftKey({ craftId, exercise: alert.exercise }))
