import { severityRank } from '@landfall/contracts'
import { type AlertStore, alertsInMemory } from './create-alert-store.ts'

type CraftOfAlerts = { readonly real: ReadonlySet<string>; readonly exercise: ReadonlySet<string> }

/** The craft of open alerts, under all their names: those of alarms first, then of the alerts raised last. */
export const craftOfOpenAlerts = (store: AlertStore): CraftOfAlerts => {
  const found = { real: new Set<string>(), exercise: new Set<string>() }
  const open = alertsInMemory(store)
    .flatMap(({ version }) => (version.status === 'open' ? [version] : []))
    .reverse()
    .sort((a, b) => severityRank(b.severity) - severityRank(a.severity))
  for (const { exercise, craft } of open) {
    const ids = exercise ? found.exercise : found.real
    for (const { craftId, sameAs } of craft) for (const name of [craftId, ...sameAs]) ids.add(name)
  }
  return found
}
