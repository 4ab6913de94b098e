import type { AreaAlert } from './area-alert.ts'

/** An alert as it stands in the alerts topic: its last version, and its last open one, whose visits are its visits. */
export type PublishedAlert = { readonly last: AreaAlert; readonly lastOpen: AreaAlert }

/** Folds the versions of a topic, in its order, into alerts. Keeps two versions of each, however many there are. */
export const createPublishedAlerts = (before: readonly PublishedAlert[] = []) => {
  const alerts = new Map(before.map((alert) => [alert.last.alertId, alert]))
  return {
    /** A repeat of a version, or an older one, changes nothing. */
    take: (version: AreaAlert): void => {
      const before = alerts.get(version.alertId)
      if (before !== undefined && version.version <= before.last.version) return
      // A version that lists no evidence leaves the visits of the one before.
      const namesVisits = version.status === 'open' && version.evidenceOmitted === undefined
      alerts.set(version.alertId, {
        last: version,
        lastOpen: namesVisits || before === undefined ? version : before.lastOpen,
      })
    },
    /** In the order they were raised. */
    all: (): readonly PublishedAlert[] => [...alerts.values()],
  }
}

export const collectPublished = (versions: Iterable<AreaAlert>): readonly PublishedAlert[] => {
  const published = createPublishedAlerts()
  for (const version of versions) published.take(version)
  return published.all()
}
