import { compareCodePoints, PersonsMethod } from '@landfall/contracts'
import { ARRIVALS_LIMITS } from './arrivals-limits.ts'
import { type CraftRecord, type CraftRecords, type HeldRecord, latestFirst, recordKey } from './craft-records.ts'
import { carryIndex, indexOf, type RecordIndex } from './derived/record-index.ts'

const RECORDS_BEFORE_LIMITING = 64
const METHODS = PersonsMethod.options
const { reportsPerMethodMax, retractionsMax, positionRetractionsMax, statementsPerFieldMax, namesMax } = ARRIVALS_LIMITS

export type Limited = { readonly records: CraftRecords; readonly dropped: readonly HeldRecord[] }

/**
 * Bounds what a craft keeps: the latest reports of each method, the latest retractions of both kinds, and of craft records the latest
 * that state each field, so that a `domestic` stated once is not pushed out by a thousand names, or one of the first 64 names.
 * Which records stay is a function of the set, whatever the order they came in. `added`: the record that came last, the others
 * being within the limits already; null: any may be beyond them.
 */
export const limitRecords = (records: CraftRecords, added: HeldRecord | null): Limited => {
  if (records.size <= RECORDS_BEFORE_LIMITING) return { records, dropped: [] }
  const index = indexOf(records)
  // Up to then nothing was limited.
  const isFirst = added === null || records.size === RECORDS_BEFORE_LIMITING + 1
  const dropped = isFirst
    ? [
        ...METHODS.flatMap((method) => lateReports(method, index)),
        ...lateRetractions(index),
        ...latePositionRetractions(index),
        ...unusedStatements(index),
      ]
    : beyondLimits(added.record, index)
  if (dropped.length === 0) return { records, dropped }
  const kept = new Map(records)
  for (const { record } of dropped) kept.delete(recordKey(record))
  carryIndex(records, kept, dropped, [])
  return { records: kept, dropped }
}

/** What a record that came last makes one too many of its kind. */
const beyondLimits = (added: CraftRecord, index: RecordIndex): readonly HeldRecord[] => {
  switch (added.type) {
    case 'persons':
      return lateReports(added.method, index)
    case 'retraction':
      return lateRetractions(index)
    case 'position-retraction':
      return latePositionRetractions(index)
    case 'craft':
      return unusedStatements(index)
    default:
      return added satisfies never
  }
}

const lateReports = (method: PersonsMethod, { reports }: RecordIndex): readonly HeldRecord[] =>
  reports.filter(({ record }) => record.method === method).slice(reportsPerMethodMax)

const lateRetractions = ({ retractions }: RecordIndex): readonly HeldRecord[] => retractions.slice(retractionsMax)

const latePositionRetractions = ({ positionRetractions }: RecordIndex): readonly HeldRecord[] =>
  positionRetractions.slice(positionRetractionsMax)

/** Craft records that are not among the latest for anything that they state. */
const unusedStatements = ({ statements }: RecordIndex): readonly HeldRecord[] => {
  const used = new Set(
    [...groupByUse(statements).values()].flatMap((held) => held.sort(latestFirst).slice(0, statementsPerFieldMax)),
  )
  return statements.filter((held) => !used.has(held))
}

const groupByUse = (statements: readonly HeldRecord[]): ReadonlyMap<string, HeldRecord[]> => {
  const groups = new Map<string, HeldRecord[]>()
  for (const held of statements) {
    for (const use of usesOf(held)) {
      const others = groups.get(use)
      if (others === undefined) groups.set(use, [held])
      else others.push(held)
    }
  }
  return withoutLateNames(groups)
}

/** Names beyond the first 64 are never said, so a record is not kept for them: a craft can be given any number of names. */
const withoutLateNames = (groups: Map<string, HeldRecord[]>): ReadonlyMap<string, HeldRecord[]> => {
  const late = [...groups.keys()]
    .filter((group) => group.startsWith(NAME_GROUP))
    .sort(compareCodePoints)
    .slice(namesMax)
  for (const group of late) groups.delete(group)
  return groups
}

const NAME_GROUP = 'sameAs/'
const NOT_STATEMENTS = new Set(['type', 'craftId', 'observedAt', 'source', 'observationId', 'exercise', 'sameAs'])

const usesOf = ({ record }: HeldRecord): readonly string[] => {
  if (record.type !== 'craft') return []
  const fields = Object.keys(record).filter((field) => !NOT_STATEMENTS.has(field))
  return [...fields.map((field) => `field/${field}`), ...(record.sameAs ?? []).map((name) => `${NAME_GROUP}${name}`)]
}
