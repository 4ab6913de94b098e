import {
  type ActionInHistory,
  type Alert,
  type ChecklistSpec,
  describeAuthor,
  describeCloseReason,
  type HistoryEntry,
  type RecordedAction,
} from '@landfall/contracts'
import { versionWords } from '../../alert/change-words.ts'
import { formatUtc } from '../../format/format-utc.ts'
import { isolateText } from '../../format/isolate-text.ts'
import { versionSentences } from './version-sentences.ts'

/** One moment in the log of an alert. */
export type LogEntry = {
  readonly key: string
  readonly atMs: number
  readonly kind: 'version' | 'action' | 'note'
  readonly what: string
  /** Who did it; null: Landfall itself. */
  readonly who: string | null
  readonly note: string | null
  readonly sentences: readonly string[]
  /** As it was recorded, for whoever wants to know exactly. */
  readonly raw: unknown
}

/** Every version with what it changed, every action and every note, the newest first. `checklist`: of the alert, for what was ticked. */
export const logEntries = (entries: readonly HistoryEntry[], checklist: ChecklistSpec | null): readonly LogEntry[] => {
  let before: Alert | undefined
  return entries
    .map((entry, index) => {
      const row = { ...entryOf(entry, before, checklist), key: `${index} ${entry.at}` }
      if (entry.kind === 'version') before = entry.alert
      return row
    })
    .toReversed()
}

const DONE: Readonly<Record<RecordedAction, string>> = {
  acknowledge: 'Acknowledged',
  silence: 'Silenced',
  unsilence: 'Silence ended',
  note: 'Note',
  close: 'Closed',
  reopen: 'Reopened',
  escalate: 'Escalated to alarm',
  tick: 'Done',
  untick: 'Not done after all',
}

/** `before`: the version before it. */
const entryOf = (
  entry: HistoryEntry,
  before: Alert | undefined,
  checklist: ChecklistSpec | null,
): Omit<LogEntry, 'key'> => {
  const atMs = Date.parse(entry.at)
  if (entry.kind === 'version') {
    const what = `Version ${entry.version}: ${versionWords(entry.alert, before)}`
    return {
      atMs,
      kind: 'version',
      what,
      who: null,
      note: null,
      sentences: versionSentences(entry),
      raw: entry.differences,
    }
  }
  const failed = entry.outcome === 'took' ? '' : `, without effect: ${OUTCOMES[entry.outcome]}`
  const what = `${DONE[entry.action]}${detailsOf(entry, checklist)}${failed}`
  const kind = entry.action === 'note' ? 'note' : 'action'
  return { atMs, kind, what, who: describeAuthor(entry), note: entry.note, sentences: [], raw: entry }
}

/** What an action was about, after its name. */
const detailsOf = (entry: ActionInHistory, checklist: ChecklistSpec | null): string => {
  if (entry.until !== null) return ` until ${formatUtc(Date.parse(entry.until))}`
  if (entry.item !== undefined)
    return `: ${checklist?.items.find(({ item }) => item === entry.item)?.text ?? entry.item}`
  const reason = describeCloseReason(entry)
  return reason === '' ? '' : `: ${isolateText(reason)}`
}

const OUTCOMES: Readonly<Record<Exclude<ActionInHistory['outcome'], 'took'>, string>> = {
  'unknown-version': 'there is no such version',
  'moved-on': 'a newer version had come',
  overtaken: 'somebody else was faster',
  'not-allowed': 'it could not be done then',
}
