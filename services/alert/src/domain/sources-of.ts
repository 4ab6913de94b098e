import { type AlertKind, formatWireTime, type SourceStatus } from '@landfall/contracts'
import { type AlertStore, alertsInMemory } from './create-alert-store.ts'
import type { LatestPositions } from './create-latest-positions.ts'

/** Which kinds of alert say, while they are open, that their source is silent. */
const MEANS_SILENT: Readonly<Record<AlertKind, boolean>> = {
  diagnostic: false,
  distress: false,
  'inbound-group': false,
  'mass-arrival': false,
  'source-limit': false,
  'source-silent': true,
}

/** Every known source: first those with an open alert of silence, then by the time of their last observation, oldest first. */
export const sourcesOf = (store: AlertStore, latestPositions: LatestPositions): readonly SourceStatus[] => {
  const silent = silentSources(store)
  const { real, exercise } = latestPositions.sources
  const inExercise = [...exercise.values()].filter(({ id }) => !real.has(id))
  const heard = [...real.values(), ...inExercise].map((source) => ({
    id: source.id,
    kind: source.kind,
    lastHeardAt: formatWireTime(source.lastHeardAtMs),
    newestObservationAt: formatWireTime(source.newestObservationAtMs),
    silent: silent.has(source.id),
  }))
  const known = new Set(heard.map(({ id }) => id))
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
  for (const { version } of alertsInMemory(store)) {
    const { kind, status, sourceId } = version
    // A kind of a later contract has no row, and says nothing about a source here.
    if (MEANS_SILENT[kind as AlertKind] === true && status === 'open' && sourceId !== null) silent.add(sourceId)
  }
  return silent
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
