import { formatWireTime, type SourceStatus } from '@landfall/contracts'
import type { AlertStore } from './alert-store.ts'
import type { LatestPositions } from './latest-positions.ts'

/** Sources with an open alert that says they are silent, then the longest unheard first. */
export const sourcesOf = (store: AlertStore, latestPositions: LatestPositions): readonly SourceStatus[] => {
  const silent = silentSources(store)
  const heard = [...latestPositions.sources.values()].map((source) => ({
    id: source.id,
    kind: source.kind,
    lastHeardAt: formatWireTime(source.lastHeardAtMs),
    newestObservationAt: formatWireTime(source.newestObservationAtMs),
    silent: silent.has(source.id),
  }))
  const known = new Set(latestPositions.sources.keys())
  const unheard = [...silent]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, kind: 'unknown', lastHeardAt: null, newestObservationAt: null, silent: true }))
  return [...unheard, ...heard].toSorted(
    (a, b) =>
      Number(b.silent) - Number(a.silent) || compare(a.lastHeardAt ?? '', b.lastHeardAt ?? '') || compare(a.id, b.id),
  )
}

const silentSources = (store: AlertStore): ReadonlySet<string> => {
  const silent = new Set<string>()
  for (const { now } of store.raised) {
    if (now?.version.kind === 'source-silent' && now.version.status === 'open' && now.version.sourceId !== null) {
      silent.add(now.version.sourceId)
    }
  }
  return silent
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
