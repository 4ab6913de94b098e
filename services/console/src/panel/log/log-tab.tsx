import type { ChecklistSpec, HistoryEntry } from '@landfall/contracts'
import { useMemo, useState } from 'preact/hooks'
import { Switch } from '../../controls/switch.tsx'
import { ForeignText } from '../../format/foreign-text.tsx'
import { Moment } from '../../format/moment.tsx'
import { NoteText } from '../../format/note-text.tsx'
import { type LogEntry, logEntries } from './log-entries.ts'

/** Undefined while it is being fetched; null if that failed. */
type Entries = readonly HistoryEntry[] | null | undefined

type Props = { readonly entries: Entries; readonly checklist: ChecklistSpec | null }

/** What happened to an alert, newest first. Drawn again only when something has changed: it may be long, and the page is drawn each second. */
export const LogTab = ({ entries, checklist }: Props) => {
  const [isRaw, setIsRaw] = useState(false)
  const list = useMemo(
    () => <LogList entries={entries} checklist={checklist} isRaw={isRaw} />,
    [entries, checklist, isRaw],
  )
  return (
    <>
      {entries != null && (
        <Switch checked={isRaw} onChange={setIsRaw}>
          Show records
        </Switch>
      )}
      {list}
    </>
  )
}

/** What each version changed, who did what, and who noted what. */
export const LogList = ({ entries, checklist, isRaw }: Props & { readonly isRaw: boolean }) => {
  if (entries === undefined) return <p class="about">The log is being fetched …</p>
  if (entries === null)
    return (
      <p class="about">The log could not be fetched. The alert itself is complete; choose it again to try once more.</p>
    )
  return (
    <ol class="history" reversed>
      {logEntries(entries, checklist).map((entry) => (
        <Entry key={entry.key} entry={entry} isRaw={isRaw} />
      ))}
    </ol>
  )
}

const Entry = ({ entry, isRaw }: { readonly entry: LogEntry; readonly isRaw: boolean }) => {
  const { atMs, kind, what, who, note, sentences, raw } = entry
  return (
    <li class={kind}>
      <p>
        <Moment at={atMs} /> <strong>{what}</strong>
        {who !== null && (
          <span class="about">
            {' '}
            by <ForeignText>{who}</ForeignText>
          </span>
        )}
      </p>
      {note !== null && <NoteText>{note}</NoteText>}
      {sentences.length > 0 && (
        <ul>
          {sentences.map((sentence) => (
            <li key={sentence}>
              <ForeignText>{sentence}</ForeignText>
            </li>
          ))}
        </ul>
      )}
      {isRaw && (
        <pre>
          <ForeignText>{JSON.stringify(raw, null, 1)}</ForeignText>
        </pre>
      )}
    </li>
  )
}
