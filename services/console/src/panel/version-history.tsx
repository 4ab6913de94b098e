import { type Alert, type Difference, describeAuthor, type HistoryEntry } from '@landfall/contracts'
import { versionWords } from '../alert/change-words.ts'
import { ForeignText } from '../format/foreign-text.tsx'
import { Moment } from '../format/moment.tsx'
import { NoteText } from '../format/note-text.tsx'

/** Every version with its differences, and every action, newest first. `entries`: undefined while fetching, null if that failed. */
export const VersionHistory = ({ entries }: { readonly entries: readonly HistoryEntry[] | null | undefined }) => (
  <>
    <h3>History</h3>
    {entries === undefined ? (
      <p class="about">It is being fetched …</p>
    ) : entries === null ? (
      <p class="about">It could not be fetched. The alert itself is complete; choose it again to try once more.</p>
    ) : (
      <ol class="history" reversed>
        {historyRows(entries).map(({ atMs, what, who, note, details }) => (
          <li key={`${atMs} ${what}`}>
            <Moment at={atMs} /> <strong>{what}</strong>{' '}
            <span class="about">
              by <ForeignText>{who}</ForeignText>
            </span>
            {note !== null && <NoteText>{note}</NoteText>}
            {details.length > 0 && (
              <details>
                <summary>
                  {details.length === 1 ? (
                    <ForeignText>{details[0] ?? ''}</ForeignText>
                  ) : (
                    `${details.length} differences`
                  )}
                </summary>
                <ul>
                  {details.map((detail) => (
                    <li key={detail}>
                      <ForeignText>{detail}</ForeignText>
                    </li>
                  ))}
                </ul>
              </details>
            )}
          </li>
        ))}
      </ol>
    )}
  </>
)

type HistoryRow = {
  readonly atMs: number
  readonly what: string
  readonly who: string
  readonly note: string | null
  readonly details: readonly string[]
}

const DETAILS_MAX = 12

/** Newest first. */
export const historyRows = (entries: readonly HistoryEntry[]): readonly HistoryRow[] => {
  let before: Alert | undefined
  return entries
    .map((entry) => {
      const row = rowOf(entry, before)
      if (entry.kind === 'version') before = entry.alert
      return row
    })
    .toReversed()
}

/** `before`: the version before it. */
const rowOf = (entry: HistoryEntry, before: Alert | undefined): HistoryRow => {
  const atMs = Date.parse(entry.at)
  if (entry.kind === 'version') {
    const what = `version ${entry.version}: ${versionWords(entry.alert, before)}`
    return { atMs, what, who: 'Landfall', note: null, details: detailsOf(entry.differences) }
  }
  const failed = entry.outcome === 'took' ? '' : ` (took no effect: ${entry.outcome})`
  const until = entry.until === null ? [] : [`until ${entry.until}`]
  const what = `${entry.action} on version ${entry.expectedVersion}${failed}`
  return { atMs, what, who: describeAuthor(entry), note: entry.note, details: until }
}

const detailsOf = (differences: readonly Difference[]): readonly string[] => {
  const shown = differences
    .slice(0, DETAILS_MAX)
    .map(({ path, before, after }) => `${path}: ${format(before)} → ${format(after)}`)
  const more = differences.length - shown.length
  return more > 0 ? [...shown, `and ${more} more`] : shown
}

const format = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null)
    return 'craftId' in value ? 'this visit' : JSON.stringify(value).slice(0, 60)
  return String(value)
}
