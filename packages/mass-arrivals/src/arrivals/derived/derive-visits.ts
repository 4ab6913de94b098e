import { formatWireTime, type Visit } from '@landfall/contracts'
import type { Rules } from '../../rules.ts'
import type { WatchedArea } from '../../watched-area.ts'
import { arrivalDoubt, onlyPossible } from '../arrival-doubt.ts'
import { assignReport } from '../assign-report.ts'
import type { HeldReport } from '../craft-records.ts'
import { seenPoint } from '../craft-state.ts'
import { type SeenPoint, type Span, type Track, visitsOfWhole, withoutRetracted, withSeen } from '../track/track.ts'
import { visitPersons } from '../visit-persons.ts'
import type { DerivedVisits } from './derived-visits.ts'
import { exchange, type RecordIndex } from './record-index.ts'

/**
 * The visits to an area by a track and the reports that stand, each with the people its reports give it. What a few reports, or a
 * position, cannot have changed is taken from before: of the visits only those are counted again whose reports are others.
 */
export const deriveVisits = (index: RecordIndex, track: Track, area: WatchedArea): DerivedVisits => {
  const last = index.derived.get(area)
  if (last?.track === track) return last
  const before = last ?? index.basis?.derived.get(area)
  const [added, removed] = last === undefined && index.basis ? [index.basis.added, index.basis.removed] : [[], []]
  const derived =
    before === undefined || before.track.forgottenEndMs !== track.forgottenEndMs
      ? deriveWhole(index, track, area)
      : deriveFrom(before, { index, track, area, added, removed })
  index.derived.set(area, derived)
  return derived
}

const deriveWhole = (index: RecordIndex, track: Track, area: WatchedArea): DerivedVisits => {
  const { standing } = index
  const seen = placesOf(standing, area)
  const whole = wholeTrack(index, track, seen.values(), area)
  const spans = visitsOfWhole(whole, area.rules)
  const reports = assignAll(standing, spans, track, area)
  return { track, seen, whole, spans, reports, visits: describeVisits({ track, spans, reports }, area, undefined) }
}

/** The track without what was taken back of it, and with the places of reports. */
const wholeTrack = (
  { retractedSpans }: RecordIndex,
  track: Track,
  seen: Iterable<SeenPoint>,
  { rules }: WatchedArea,
): Track => withSeen(withoutRetracted(track, retractedSpans), seen, rules)

type Change = {
  readonly index: RecordIndex
  readonly track: Track
  readonly area: WatchedArea
  readonly added: readonly HeldReport[]
  readonly removed: readonly HeldReport[]
}

const deriveFrom = (before: DerivedVisits, change: Change): DerivedVisits => {
  const { index, track, area } = change
  const { seen, whole } = placesAfter(before, change)
  const spans = whole === before.whole ? before.spans : visitsOfWhole(whole, area.rules)
  const reports = areSameSpans(spans, before.spans)
    ? reassign(before, change)
    : assignAll(index.standing, spans, track, area).map((list, place) => sameList(before.reports[place], list))
  return { track, seen, whole, spans, reports, visits: describeVisits({ track, spans, reports }, area, before) }
}

const placesAfter = (before: DerivedVisits, { index, track, area, added, removed }: Change) => {
  const come = placesOf(added, area)
  const gone = removed.filter((report) => before.seen.has(report))
  if (come.size + gone.length === 0) {
    const whole = track === before.track ? before.whole : wholeTrack(index, track, before.seen.values(), area)
    return { seen: before.seen, whole }
  }
  const seen = new Map(before.seen)
  for (const report of gone) seen.delete(report)
  for (const [report, point] of come) seen.set(report, point)
  // A position can be added to a track, but not taken out of it.
  const canAdd = gone.length === 0 && track === before.track
  const whole = canAdd
    ? withSeen(before.whole, come.values(), area.rules)
    : wholeTrack(index, track, seen.values(), area)
  return { seen, whole }
}

const placesOf = (reports: readonly HeldReport[], area: WatchedArea): ReadonlyMap<HeldReport, SeenPoint> => {
  const places = new Map<HeldReport, SeenPoint>()
  for (const held of reports) {
    const point = seenPoint(held, area)
    if (point !== undefined) places.set(held, point)
  }
  return places
}

type Lists = readonly (readonly HeldReport[])[]

const assignAll = (standing: readonly HeldReport[], spans: readonly Span[], track: Track, area: WatchedArea): Lists => {
  const lists = spans.map((): HeldReport[] => [])
  for (const report of standing) {
    const place = placeOf(report, spans, track, area)
    if (place !== null) lists[place]?.push(report)
  }
  return lists
}

/** With the same spans each report stays where it was. */
const reassign = (before: DerivedVisits, { track, area, added, removed }: Change): Lists => {
  if (added.length + removed.length === 0) return before.reports
  const lists = [...before.reports]
  const change = (report: HeldReport, gone: readonly HeldReport[], come: readonly HeldReport[]) => {
    const place = placeOf(report, before.spans, track, area)
    if (place !== null) lists[place] = exchange(lists[place] ?? [], gone, come)
  }
  for (const report of removed) change(report, [report], [])
  for (const report of added) change(report, [], [report])
  return lists
}

const placeOf = ({ observedAtMs, record }: HeldReport, spans: readonly Span[], track: Track, area: WatchedArea) =>
  assignReport({ observedAtMs, method: record.method }, spans, track.forgottenEndMs, area.rules)

const areSameSpans = (a: readonly Span[], b: readonly Span[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every(({ arrival, lastMs }, place) => arrival.atMs === b[place]?.arrival.atMs && lastMs === b[place].lastMs))

const sameList = (before: readonly HeldReport[] | undefined, after: readonly HeldReport[]): readonly HeldReport[] =>
  before?.length === after.length && after.every((report, place) => report === before[place]) ? before : after

/** Counts only the visits whose reports or arrival are others than before. */
const describeVisits = (
  { track, spans, reports }: Pick<DerivedVisits, 'track' | 'spans' | 'reports'>,
  { rules }: WatchedArea,
  before: DerivedVisits | undefined,
): readonly Visit[] =>
  spans.map((span, place) => {
    const { arrival, lastMs } = span
    const list = reports[place] ?? []
    const doubt = arrivalDoubt(span, track, list, rules)
    const isSame =
      list === before?.reports[place] &&
      arrival.atMs === before.spans[place]?.arrival.atMs &&
      doubt === before.visits[place]?.doubt
    return {
      arrivedAt: formatWireTime(arrival.atMs),
      longitude: arrival.longitude,
      latitude: arrival.latitude,
      lastAt: formatWireTime(lastMs),
      persons: isSame ? (before.visits[place]?.persons ?? null) : personsOf(list, arrival.atMs, doubt, rules),
      ...(doubt === undefined ? {} : { doubt }),
    }
  })

const personsOf = (list: readonly HeldReport[], arrivedAtMs: number, doubt: Visit['doubt'], rules: Rules) => {
  const persons = visitPersons(list, arrivedAtMs, rules)
  return persons !== null && doubt === 'position-jump' ? onlyPossible(persons) : persons
}
