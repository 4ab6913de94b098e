import type { CraftDescription } from '@landfall/contracts'
import type { WatchedArea } from '../../watched-area.ts'
import {
  type CraftRecords,
  type HeldRecord,
  type HeldReport,
  isReport,
  latestFirst,
  type RetractedSpan,
  recordKey,
  retractedSpans,
  takenBackKey,
} from '../craft-records.ts'
import type { DerivedVisits } from './derived-visits.ts'

/** Reports that stand now and did not, and the other way round, since the visits in `derived` were worked out. */
type Basis = {
  readonly derived: ReadonlyMap<WatchedArea, DerivedVisits>
  readonly added: readonly HeldReport[]
  readonly removed: readonly HeldReport[]
}

/**
 * A craft's records in the orders in which they are needed. It is carried on from one set of records to the next: a further
 * report is put into its place by binary search, and nothing is sorted again.
 */
export type RecordIndex = {
  /** Later first; those taken back too. */
  readonly reports: readonly HeldReport[]
  readonly retractions: readonly HeldRecord[]
  /** Those of positions; later first. */
  readonly positionRetractions: readonly HeldRecord[]
  /** Of those that stand. */
  readonly retractedSpans: readonly RetractedSpan[]
  /** Craft records, in no order. */
  readonly statements: readonly HeldRecord[]
  /** Keys of what is taken back. */
  readonly retracted: ReadonlySet<string>
  /** Reports that stand; later first. */
  readonly standing: readonly HeldReport[]
  readonly basis: Basis | undefined
  /** The visits of these records, by area: what was worked out last. */
  readonly derived: Map<WatchedArea, DerivedVisits>
  /** What the statements that stand say, once somebody has asked. */
  description: CraftDescription | undefined
}

/** Craft of fewer records are worked out again each time: of thousands of craft, next to none has as many. */
const CARRIED_FROM = 32
/** Reports by which a basis may differ: beyond them, starting over costs no more. */
const BASIS_CHANGES_MAX = 8

const indexes = new WeakMap<CraftRecords, RecordIndex>()

export const indexOf = (records: CraftRecords): RecordIndex => {
  const known = indexes.get(records)
  if (known !== undefined) return known
  const index = buildIndex(records)
  if (isCarried(records)) indexes.set(records, index)
  return index
}

export const isCarried = (records: CraftRecords): boolean => records.size >= CARRIED_FROM

/** Says that `after` is `before` without `removed` and with `added`. */
export const carryIndex = (
  before: CraftRecords,
  after: CraftRecords,
  removed: readonly HeldRecord[],
  added: readonly HeldRecord[],
): void => {
  const index = indexes.get(before)
  if (index === undefined || !isCarried(after)) return
  const types = new Set([...removed, ...added].map(({ record }) => record.type))
  // Rebuilt when it is needed: an operator does it now and then.
  if (types.has('position-retraction') || (types.has('retraction') && index.positionRetractions.length > 0)) return
  indexes.set(after, changeIndex(index, removed, added))
}

const buildIndex = (records: CraftRecords): RecordIndex => {
  const all = [...records.values()]
  const reports = all.filter(isReport).sort(latestFirst)
  const retractions = all.filter(({ record }) => record.type === 'retraction').sort(latestFirst)
  const retracted = retractedBy(retractions)
  const positionRetractions = all.filter(({ record }) => record.type === 'position-retraction').sort(latestFirst)
  return {
    reports,
    retractions,
    positionRetractions,
    retractedSpans: retractedSpans(positionRetractions.filter(({ record }) => !retracted.has(recordKey(record)))),
    statements: all.filter(({ record }) => record.type === 'craft'),
    retracted,
    standing: standingAmong(reports, retracted),
    basis: undefined,
    derived: new Map(),
    description: undefined,
  }
}

const retractedBy = (retractions: readonly HeldRecord[]): ReadonlySet<string> =>
  new Set(retractions.flatMap(({ record }) => (record.type === 'retraction' ? [takenBackKey(record)] : [])))

const standingAmong = (reports: readonly HeldReport[], retracted: ReadonlySet<string>): readonly HeldReport[] =>
  retracted.size === 0 ? reports : reports.filter(({ record }) => !retracted.has(recordKey(record)))

const changeIndex = (
  before: RecordIndex,
  removed: readonly HeldRecord[],
  added: readonly HeldRecord[],
): RecordIndex => {
  const ofType = (type: HeldRecord['record']['type']) => ({
    gone: removed.filter(({ record }) => record.type === type),
    come: added.filter(({ record }) => record.type === type),
  })
  const persons = ofType('persons')
  const [gone, come] = [persons.gone.filter(isReport), persons.come.filter(isReport)]
  const reports = exchange(before.reports, gone, come)
  const changed = ofType('retraction')
  const statements = ofType('craft')
  const isGone = new Set(statements.gone)
  const rest = {
    reports,
    statements:
      statements.gone.length + statements.come.length === 0
        ? before.statements
        : [...before.statements.filter((held) => !isGone.has(held)), ...statements.come],
    positionRetractions: before.positionRetractions,
    retractedSpans: before.retractedSpans,
    derived: new Map<WatchedArea, DerivedVisits>(),
    description: undefined,
  }
  if (changed.gone.length + changed.come.length > 0) {
    const retractions = exchange(before.retractions, changed.gone, changed.come)
    const retracted = retractedBy(retractions)
    const standing = standingAmong(reports, retracted)
    const [were, are] = [new Set(before.standing), new Set(standing)]
    const basis = basisAfter(
      before,
      standing.filter((held) => !were.has(held)),
      before.standing.filter((held) => !are.has(held)),
    )
    return { ...rest, retractions, retracted, standing, basis }
  }
  const stands = ({ record }: HeldReport): boolean => !before.retracted.has(recordKey(record))
  const [goneStanding, comeStanding] = [gone.filter(stands), come.filter(stands)]
  const standing = before.retracted.size === 0 ? reports : exchange(before.standing, goneStanding, comeStanding)
  const basis = basisAfter(before, comeStanding, goneStanding)
  const description = rest.statements === before.statements ? before.description : undefined
  return { ...rest, retractions: before.retractions, retracted: before.retracted, standing, basis, description }
}

const basisAfter = (
  { derived, basis }: RecordIndex,
  added: readonly HeldReport[],
  removed: readonly HeldReport[],
): Basis | undefined => {
  if (derived.size > 0) return withinMax({ derived, added, removed })
  if (basis === undefined) return undefined
  // Nobody has asked in between: both changes together.
  return withinMax({
    derived: basis.derived,
    added: [...basis.added.filter((held) => !removed.includes(held)), ...added],
    removed: [...basis.removed, ...removed.filter((held) => !basis.added.includes(held))],
  })
}

const withinMax = (basis: Basis): Basis | undefined =>
  basis.added.length + basis.removed.length > BASIS_CHANGES_MAX ? undefined : basis

/** The sorted list without some and with others. */
export const exchange = <Held extends HeldRecord>(
  sorted: readonly Held[],
  removed: readonly Held[],
  added: readonly Held[],
): readonly Held[] => {
  if (removed.length + added.length === 0) return sorted
  const list = [...sorted]
  for (const held of removed) {
    const index = placeOf(list, held)
    if (list[index] === held) list.splice(index, 1)
  }
  for (const held of added) list.splice(placeOf(list, held), 0, held)
  return list
}

/** Where the record is, or would be, in the sorted list. */
const placeOf = (sorted: readonly HeldRecord[], held: HeldRecord): number => {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >>> 1
    const other = sorted[middle]
    if (other !== undefined && latestFirst(other, held) < 0) from = middle + 1
    else to = middle
  }
  return from
}
