import type { History } from '@landfall/contracts'
import type { AlertEntry } from '../domain/alert-entry.ts'
import { decidedOf } from '../domain/archive-of.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { recordsOf } from '../domain/record-index.ts'
import type { AlertRecords } from './create-alert-records.ts'
import { actionInHistory, type HistoryPlace, historyPlaces, versionInHistory } from './history-places.ts'

/** A page ends with the version that exceeds this: parsing and comparing blocks the event loop. */
const PAGE_BYTES_MAX = 512 * 1_024

export type HistoryRequest = {
  readonly viewer: Viewer
  /** The nextCursor of the previous page. */
  readonly from: number
  readonly limit: number
}

/** A page of all versions and actions of an alert, oldest first by the log's time, read from the log. */
export const readHistory = async (
  records: AlertRecords,
  entry: AlertEntry,
  { viewer, from, limit }: HistoryRequest,
): Promise<Omit<History, 'alertId'>> => {
  const places = historyPlaces(entry)
  const page = places.slice(from, from + limit)
  const decided = decidedOf(entry)
  const offsets = offsetsIn(page, 'alerts')
  const [before, read, actions] = await Promise.all([
    records.versionsAt(oneBefore(entry, offsets)),
    records.versionsAt(offsets, PAGE_BYTES_MAX),
    records.actionsAt(offsetsIn(page, 'actions')),
  ])
  const versions = [...before, ...read]
  const entries: History['entries'][number][] = []
  for (const { topic, offset } of page) {
    if (topic === 'actions') {
      const action = actions.find((one) => one.offset === offset)
      if (action !== undefined) entries.push(actionInHistory(action, decided, viewer))
      continue
    }
    const at = versions.findIndex((one) => one.offset === offset)
    const version = versions[at]
    if (version === undefined) break // Beyond the bytes of a page.
    entries.push(versionInHistory(versions[at - 1] ?? null, version))
  }
  const end = from + entries.length
  return { entries, nextCursor: end < places.length ? String(end) : null }
}

const offsetsIn = (page: readonly HistoryPlace[], topic: HistoryPlace['topic']): readonly number[] =>
  page.filter((place) => place.topic === topic).map(({ offset }) => offset)

/** The version before the first of a page, to compare it with. */
const oneBefore = ({ versions }: AlertEntry, [first]: readonly number[]): readonly number[] => {
  const before = recordsOf(versions).findLast(({ offset }) => first !== undefined && offset < first)
  return before === undefined ? [] : [before.offset]
}
