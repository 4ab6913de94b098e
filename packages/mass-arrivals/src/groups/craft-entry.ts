import { type ArrivalsSnapshot, type CraftDescription, parseWireTime, reflectsOrder } from '@landfall/contracts'
import { areSameVisit, type LiveVisit } from '../situations/counted-visit.ts'

/** What the groups stage holds of a craft in one area. */
export type CraftEntry = {
  readonly craftId: string
  readonly description: CraftDescription
  /** By arrival. Empty where all were forgotten while another name of the boat still has one. */
  readonly visits: readonly LiveVisit[]
  /** The observation that the held snapshot reflects (`reflectsOrder`): an offset, until the topic grows. */
  readonly reflectsOffset: number
}

/**
 * The entry after a snapshot. Visits that the snapshot does not list, because the arrivals stage forgot them, stay;
 * visits that ended before `forgottenMs` do not come back. Undefined: the craft has no visit any more. One whose visits were
 * all forgotten before stays, for its names.
 */
export const takeSnapshot = (
  before: CraftEntry | undefined,
  snapshot: ArrivalsSnapshot,
  forgottenMs: number,
): CraftEntry | undefined => {
  const { craftId } = snapshot
  const isSame = (a: LiveVisit, b: LiveVisit) => areSameVisit({ craftId, ...a }, { craftId, ...b })
  const held = before?.visits ?? []
  const listed = snapshot.visits
    .map(
      ({ arrivedAt, lastAt, longitude, latitude, persons, doubt }): LiveVisit => ({
        arrivedMs: parseWireTime(arrivedAt),
        lastMs: parseWireTime(lastAt),
        longitude,
        latitude,
        persons,
        ...(doubt === undefined ? {} : { doubt }),
      }),
    )
    .filter((visit) => visit.lastMs >= forgottenMs || held.some((other) => isSame(visit, other)))
  const knownFromMs = snapshot.knownFrom === null ? Number.NEGATIVE_INFINITY : parseWireTime(snapshot.knownFrom)
  const unlisted = held.filter((visit) => visit.lastMs < knownFromMs && !listed.some((other) => isSame(visit, other)))
  const visits = [...unlisted, ...listed].sort((a, b) => a.arrivedMs - b.arrivedMs)
  if (visits.length === 0 && before?.visits.length !== 0) return undefined
  return { craftId, description: snapshot.craft, visits, reflectsOffset: reflectsOrder(snapshot.reflects) }
}
