import {
  type Approach,
  type ArrivalsSnapshot,
  type CraftDescription,
  parseWireTime,
  reflectsOrder,
} from '@landfall/contracts'
import { type HeldApproach, holdApproach, writeApproach } from '../approach/held-approach.ts'
import { areSameVisit, type LiveVisit } from '../situations/counted-visit.ts'

type NewestApproach<Now> = { readonly atMs: number; readonly now: Now | null }

/** What the groups stage holds of a craft in one area. */
export type CraftEntry = {
  readonly craftId: string
  readonly description: CraftDescription
  /** By arrival. Empty where all were forgotten while another name of the boat still has one, or where there has been none. */
  readonly visits: readonly LiveVisit[]
  /** Its newest approach: the time of its newest fix, and what it is now; null where it has ceased. */
  readonly approach?: NewestApproach<HeldApproach>
  /** No visit of it is known here, so it joins no names but for approaches. */
  readonly isApproachOnly?: true
  /** The observation that the held snapshot reflects (`reflectsOrder`): an offset, until the topic grows. */
  readonly reflectsOffset: number
}

/** The same as it is stored, with the approach as on the wire. */
export type StoredCraftEntry = Omit<CraftEntry, 'approach'> & { readonly approach?: NewestApproach<Approach> }

export const encodeCraftEntry = (entry: CraftEntry): string => JSON.stringify(withApproach(entry, writeApproach))

export const decodeCraftEntry = (text: string): CraftEntry =>
  withApproach(JSON.parse(text) as StoredCraftEntry, holdApproach)

const withApproach = <From, To>(
  entry: Omit<CraftEntry, 'approach'> & { readonly approach?: NewestApproach<From> },
  as: (now: From) => To,
): Omit<CraftEntry, 'approach'> & { readonly approach?: NewestApproach<To> } => {
  const { approach, ...rest } = entry
  if (approach === undefined) return rest
  return { ...entry, approach: { ...approach, now: approach.now === null ? null : as(approach.now) } }
}

/** Whether its statements join names for mass arrivals. */
export const isVisitor = (entry: CraftEntry | undefined): entry is CraftEntry =>
  entry !== undefined && entry.isApproachOnly === undefined

/**
 * The entry after a snapshot. Visits that the snapshot does not list, because the arrivals stage forgot them, stay;
 * visits that ended before `forgottenMs` do not come back. Undefined: the craft has no visit any more. One whose visits were
 * all forgotten before stays, for its names; so does one with an approach or, until that would be forgotten, one that has had one:
 * an old snapshot that comes again must not bring it back.
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
  const approach = approachAfter(before, snapshot, forgottenMs, knownFromMs)
  const isKnownByVisits = visits.length > 0 || (isVisitor(before) && before.visits.length === 0)
  if (!isKnownByVisits && approach === undefined) return undefined
  return {
    craftId,
    description: snapshot.craft,
    visits,
    ...(approach === undefined ? {} : { approach }),
    ...(isKnownByVisits ? {} : { isApproachOnly: true }),
    reflectsOffset: reflectsOrder(snapshot.reflects),
  }
}

const approachAfter = (
  before: CraftEntry | undefined,
  { approach: now }: ArrivalsSnapshot,
  forgottenMs: number,
  knownFromMs: number,
): CraftEntry['approach'] => {
  const atMs = now === undefined ? before?.approach?.atMs : parseWireTime(now.last.at)
  // As visits: what the arrivals stage has forgotten was not withdrawn.
  if (atMs === undefined || atMs < knownFromMs) return before?.approach
  if (now === undefined) return { atMs, now: null }
  return atMs >= forgottenMs || before?.approach !== undefined ? { atMs, now: holdApproach(now) } : undefined
}
