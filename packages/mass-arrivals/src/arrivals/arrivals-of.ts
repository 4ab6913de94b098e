import {
  type Approach,
  type CraftDescription,
  type CraftObservation,
  compareCodePoints,
  type Visit,
} from '@landfall/contracts'
import { approachOf } from '../approach/approach-of.ts'
import type { WatchedArea } from '../watched-area.ts'
import { ARRIVALS_LIMITS } from './arrivals-limits.ts'
import { recordKey } from './craft-records.ts'
import type { CraftState } from './craft-state.ts'
import { deriveVisits } from './derived/derive-visits.ts'
import { indexOf, type RecordIndex } from './derived/record-index.ts'
import { emptyTrack } from './track/track.ts'

/** What a snapshot says of a craft in one area. */
export type Arrivals = {
  readonly craft: CraftDescription
  readonly visits: readonly Visit[]
  readonly approach: Approach | undefined
}

const isUnknown = { name: null, callSign: null, imo: null, flag: null, shipType: null, lengthMetres: null } as const

/** Of a craft without observations. */
export const noArrivals: Arrivals = {
  craft: { ...isUnknown, scheduledService: false, domestic: false, sameAs: [] },
  visits: [],
  approach: undefined,
}

/** A craft's visits to the area at `areaIndex` and its approach to it, each with the people its reports give it. */
export const arrivalsOf = (state: CraftState, area: WatchedArea, areaIndex: number): Arrivals => {
  const index = indexOf(state.records)
  index.description ??= describeCraft(index)
  const derived = deriveVisits(index, state.tracks[areaIndex] ?? emptyTrack, area)
  const approach = approachOf(derived, index, index.description, area)
  return { craft: index.description, visits: derived.visits, approach }
}

/**
 * Whether readers need a new snapshot. A visit that only lasts longer is emitted once an hour: nothing that an alert
 * says depends on it, and a craft that reports every few seconds would otherwise be most of the topic (decision 0002).
 */
export const areSameArrivals = (a: Arrivals, b: Arrivals): boolean =>
  isSameJson(a.craft, b.craft) &&
  isSameJson(a.approach, b.approach) &&
  a.visits.length === b.visits.length &&
  a.visits.every((visit, place) => areSameVisits(visit, b.visits[place]))

const areSameVisits = (a: Visit, b: Visit | undefined): boolean =>
  b !== undefined &&
  a.arrivedAt === b.arrivedAt &&
  a.longitude === b.longitude &&
  a.latitude === b.latitude &&
  hourOf(a) === hourOf(b) &&
  a.doubt === b.doubt &&
  isSameJson(a.persons, b.persons)

const hourOf = ({ lastAt }: Visit): string => lastAt.slice(0, 'YYYY-MM-DDTHH'.length)

/** What was not worked out again is the same object. */
const isSameJson = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

type Field = 'name' | 'callSign' | 'imo' | 'flag' | 'shipType' | 'lengthMetres' | 'scheduledService' | 'domestic'

/**
 * What a craft's standing records say of it: each field as the latest record that states it (at equal times the greater
 * `source.id/observationId`); `sameAs` is all that was ever added, at most 64 names (design §3).
 */
const describeCraft = (index: RecordIndex): CraftDescription => {
  const statements = index.statements
    .flatMap((held) =>
      held.record.type !== 'craft' || index.retracted.has(recordKey(held.record))
        ? []
        : [{ ...held, record: held.record }],
    )
    .sort((a, b) => b.observedAtMs - a.observedAtMs || compareCodePoints(recordKey(b.record), recordKey(a.record)))
  const latest = <F extends Field>(field: F): CraftObservation[F] | null =>
    statements.find(({ record }) => record[field] !== undefined)?.record[field] ?? null
  const names = new Set(statements.flatMap(({ record }) => record.sameAs ?? []))
  return {
    name: latest('name') ?? null,
    callSign: latest('callSign') ?? null,
    imo: latest('imo') ?? null,
    flag: latest('flag') ?? null,
    shipType: latest('shipType') ?? null,
    lengthMetres: latest('lengthMetres') ?? null,
    scheduledService: latest('scheduledService') ?? false,
    domestic: latest('domestic') ?? false,
    sameAs: [...names].sort(compareCodePoints).slice(0, ARRIVALS_LIMITS.namesMax),
  }
}
