import { compareCodePoints } from '@landfall/contracts'
import { ARRIVALS_LIMITS } from './arrivals-limits.ts'
import { type CraftRecords, type HeldRecord, latestFirst, recordKey } from './craft-records.ts'

const RECORDS_BEFORE_LIMITING = 64
const { reportsPerMethodMax, retractionsMax, statementsPerFieldMax, namesMax } = ARRIVALS_LIMITS

export type Limited = { readonly records: CraftRecords; readonly dropped: readonly HeldRecord[] }

/**
 * Bounds what a craft keeps: the latest reports of each method, the latest retractions, and of craft records the latest
 * that state each field, so that a `domestic` stated once is not pushed out by a thousand names, or one of the first 64 names.
 * Which records stay is a function of the set, whatever the order they came in.
 */
export const limitRecords = (records: CraftRecords): Limited => {
  if (records.size <= RECORDS_BEFORE_LIMITING) return { records, dropped: [] }
  const kept = new Set<HeldRecord>()
  for (const [group, held] of groupByUse([...records.values()])) {
    for (const each of held.sort(latestFirst).slice(0, limitOf(group))) kept.add(each)
  }
  const all = [...records.values()]
  const dropped = all.filter((held) => !kept.has(held))
  if (dropped.length === 0) return { records, dropped }
  return {
    records: new Map(all.filter((held) => kept.has(held)).map((held) => [recordKey(held.record), held])),
    dropped,
  }
}

const limitOf = (group: string): number => {
  if (group === 'retraction') return retractionsMax
  return group.startsWith('persons/') ? reportsPerMethodMax : statementsPerFieldMax
}

const groupByUse = (records: readonly HeldRecord[]): ReadonlyMap<string, HeldRecord[]> => {
  const groups = new Map<string, HeldRecord[]>()
  for (const held of records) {
    for (const group of usesOf(held)) {
      const others = groups.get(group)
      if (others === undefined) groups.set(group, [held])
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
  switch (record.type) {
    case 'persons':
      return [`persons/${record.method}`]
    case 'retraction':
      return ['retraction']
    case 'craft': {
      const fields = Object.keys(record).filter((field) => !NOT_STATEMENTS.has(field))
      return [
        ...fields.map((field) => `field/${field}`),
        ...(record.sameAs ?? []).map((name) => `${NAME_GROUP}${name}`),
      ]
    }
    default:
      return record satisfies never
  }
}
