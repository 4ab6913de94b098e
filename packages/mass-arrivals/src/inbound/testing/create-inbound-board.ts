import { type Approach, type ArrivalsSnapshot, formatWireTime, Policy, type VisitPersons } from '@landfall/contracts'
import type { AreaAlert } from '../../alerts/area-alert.ts'
import { collectPublished } from '../../alerts/create-published-alerts.ts'
import { foldArrivalsRecord, restoreArrivalsRecord } from '../../groups/fold-arrivals-record.ts'
import {
  decodeGroups,
  encodeGroups,
  evaluateGroups,
  newGroupsState,
  noteGroupsMeta,
} from '../../groups/groups-state.ts'
import { reconcileGroups } from '../../groups/reconcile-groups.ts'
import { HOUR_MS } from '../../rules.ts'
import { watchArea } from '../../watched-area.ts'

const FROM_MS = Date.parse('2026-11-23T00:00:00.000Z')

/** A time in hours since midnight. */
export const hour = (hours: number): string => formatWireTime(FROM_MS + hours * HOUR_MS)

/** People who were sighted, of unknown permission; `max` alone: of intelligence. */
export const sighted = (likely: number, max = likely): VisitPersons => ({
  unauthorised: { min: 0, likely, max },
  maxInSums: max,
  aboardReport: {
    observationId: 'report',
    sourceId: 'orion-4',
    method: 'sighting',
    observedAt: hour(0),
    aboard: { min: likely, likely, max },
    permitted: null,
    notPermitted: null,
  },
  permissionReport: null,
  conflictingReports: [],
  conflictingReportsMore: 0,
})

type Place = { readonly longitude: number; readonly latitude: number }
export const AT_SEA: Place = { longitude: 175, latitude: -30 }
/** So many nautical miles north of `AT_SEA`. */
export const milesNorth = (miles: number): Place => ({ ...AT_SEA, latitude: AT_SEA.latitude + miles / 60.0405 })

type GivenApproach = {
  readonly at?: number
  readonly distanceNm?: number
  readonly place?: Place
  readonly state?: Approach['state']
  readonly persons?: VisitPersons | null
  /** Fixes before the newest: hour and place. */
  readonly before?: readonly (readonly [number, Place])[]
  /** Hours. */
  readonly eta?: readonly [number, number, number]
}

export const anApproachOf = ({
  at = 2,
  place = AT_SEA,
  state = 'heading-in',
  persons = sighted(40),
  before = [],
  eta,
  distanceNm = 60,
}: GivenApproach = {}): Approach => {
  const last = { at: hour(at), ...place }
  return {
    state,
    motion: null,
    first: null,
    last,
    jumps: [],
    speedKnots: null,
    courseDegrees: null,
    distanceToAreaNm: distanceNm,
    rays: [],
    eta: eta === undefined ? null : { earliest: hour(eta[0]), likely: hour(eta[1]), latest: hour(eta[2]) },
    crossing: null,
    fixes: [...before.map(([atHour, where]) => ({ at: hour(atHour), ...where })), last],
    persons,
  }
}

export const aVisit = (
  from: number,
  to: number,
  people: number,
  place: Place = AT_SEA,
): ArrivalsSnapshot['visits'][number] => ({
  arrivedAt: hour(from),
  lastAt: hour(to),
  ...place,
  persons: sighted(people),
})

export type Given = {
  readonly approach?: Approach
  readonly visits?: ArrivalsSnapshot['visits']
  readonly sameAs?: readonly string[]
  readonly domestic?: boolean
  /** The newest observation, hours. */
  readonly newest?: number
}

const snapshotOf = (craftId: string, given: Given, offset: number): ArrivalsSnapshot => ({
  type: 'arrivals',
  areaId: 'nz',
  exercise: false,
  craftId,
  craft: {
    name: null,
    callSign: null,
    imo: null,
    flag: null,
    shipType: null,
    lengthMetres: null,
    scheduledService: false,
    domestic: given.domestic ?? false,
    sameAs: [...(given.sameAs ?? [])],
  },
  visits: [...(given.visits ?? [])],
  ...(given.approach === undefined ? {} : { approach: given.approach }),
  knownFrom: null,
  newestObservationAt: hour(given.newest ?? 3),
  reflects: { partition: 0, offset },
})

/** One area whose snapshots are made by hand. Each record is folded by a state that was just read from what is stored. */
export const createInboundBoard = (policy: Partial<Policy> = {}, secondsApart = 10) => {
  const areas = [watchArea({ areaId: 'nz', contains: () => false, policy: Policy.parse(policy) })]
  const log: { readonly record: ArrivalsSnapshot; readonly loggedAtMs: number }[] = []
  const published: AreaAlert[] = []
  let entries = new Map<string, string>()
  const store = {
    set: (key: string, entry: Parameters<typeof encodeGroups>[0] | undefined): void => {
      if (entry === undefined) entries.delete(key)
      else entries.set(key, encodeGroups(entry))
    },
  }
  const unbroken = newGroupsState(areas)
  const restart = () => {
    if (entries.size === 0) return newGroupsState(areas)
    const state = decodeGroups(areas, entries)
    evaluateGroups(state)
    return state
  }
  return {
    /** What the snapshot leads to, by a state that goes on, and by one that has just been read. */
    take: (craftId: string, given: Given, offset = log.length) => {
      const one = {
        record: snapshotOf(craftId, given, offset),
        loggedAtMs: FROM_MS + log.length * secondsApart * 1_000,
      }
      log.push(one)
      const state = restart()
      const versions = foldArrivalsRecord(state, one, store, 0).map(({ alert }) => alert)
      noteGroupsMeta(state, store)
      published.push(...versions)
      const same = foldArrivalsRecord(unbroken, one, { set: () => {} }, 0).map(({ alert }) => alert)
      return { versions, same }
    },
    /** What a state that is rebuilt from the log emits, beside what was published. */
    rebuilt: (order: readonly number[] = log.map((_, index) => index), known: readonly AreaAlert[] = published) => {
      const state = newGroupsState(areas)
      for (const index of order) {
        const one = log[index]
        if (one !== undefined) restoreArrivalsRecord(state, one, { set: () => {} })
      }
      return reconcileGroups(state, collectPublished(known), { set: () => {} }).map(({ alert }) => alert)
    },
    /** What a state that is made from these snapshots alone emits. */
    raisedBy: (given: readonly (readonly [string, Given])[]) => {
      const state = newGroupsState(areas)
      given.forEach(([craftId, one], offset) => {
        const record = snapshotOf(craftId, one, offset)
        restoreArrivalsRecord(state, { record, loggedAtMs: FROM_MS }, { set: () => {} })
      })
      return reconcileGroups(state, [], { set: () => {} }).map(({ alert }) => alert)
    },
    published,
    log,
    stored: () => new Map(entries),
    lose: () => {
      entries = new Map()
    },
  }
}
