import { formatWireTime, type OperatorSide, SHOWN_NOTE_CHARACTERS_MAX } from '@landfall/contracts'
import type { AlertNow } from './create-alert-fold.ts'
import { allowedActions } from './decide-action.ts'
import type { Authored, Closing, Lifecycle } from './lifecycle.ts'

/** Operators see everything. Subscribers see what was done and when, but no names of operators and no notes. */
export type Viewer = 'operator' | 'subscriber'

/** What operators have done about an alert, as `viewer` may see it. `nowMs` only decides whether a silence is over. */
export const operatorSide = (
  { version, lifecycle, raisedAtMs, ticks }: AlertNow,
  viewer: Viewer,
  nowMs: number,
): OperatorSide => {
  const seesAll = viewer === 'operator'
  const { attention, silence, escalatedAtMs } = lifecycle
  const isUnacknowledged = attention.phase === 'unacknowledged'
  return {
    state: attention.phase,
    listed: isListed({ version, lifecycle }),
    raisedAt: formatWireTime(raisedAtMs),
    updatedAt: formatWireTime(version.timeMs),
    acknowledgement: isUnacknowledged
      ? null
      : { ...showRecordedBy(attention.acknowledgement, seesAll), version: attention.acknowledgement.version },
    ...showSilence(silence, seesAll, nowMs),
    escalatedAt: escalatedAtMs === null ? null : formatWireTime(escalatedAtMs),
    closed: attention.phase === 'closed' ? showClosing(attention.closing, seesAll) : null,
    ...showNotes(lifecycle, seesAll),
    checklist: ticks.map(({ item, ...authored }) => ({ item, ...showAuthored(authored, seesAll) })),
    allowedActions: seesAll ? [...allowedActions(lifecycle, nowMs)] : [],
  }
}

/** Whether the alert belongs in the list of current ones: not once it is closed, or ended and acknowledged. */
export const isListed = ({ version, lifecycle }: Pick<AlertNow, 'version' | 'lifecycle'>): boolean => {
  const { phase } = lifecycle.attention
  return phase !== 'closed' && (version.status === 'open' || phase === 'unacknowledged')
}

type RecordedBy = Authored & { readonly note: string | null }

const showRecordedBy = ({ note, ...authored }: RecordedBy, seesAll: boolean) => ({
  ...showAuthored(authored, seesAll),
  note: note === null || !seesAll ? null : cutNote(note),
})

/** The reason is what was done; who goes on with it is a name. */
const showClosing = ({ reason, duplicateOf, handedTo, ...recorded }: Closing, seesAll: boolean) => ({
  ...showRecordedBy(recorded, seesAll),
  reason: reason ?? null,
  duplicateOf: duplicateOf ?? null,
  handedTo: seesAll ? (handedTo ?? null) : null,
})

const showSilence = (silence: Lifecycle['silence'], seesAll: boolean, nowMs: number) =>
  silence !== null && nowMs < silence.untilMs
    ? { silencedUntil: formatWireTime(silence.untilMs), silencedBy: showAuthored(silence.by, seesAll) }
    : { silencedUntil: null, silencedBy: null }

const showAuthored = ({ atMs, operator, tokenId }: Authored, seesAll: boolean) => ({
  at: formatWireTime(atMs),
  operator: seesAll ? operator : null,
  ...(seesAll && tokenId !== undefined && { tokenId }),
})

/** Every frame of an alert carries its notes, so they are bounded; the cut never halves a surrogate pair. */
const cutNote = (text: string): string =>
  text.length <= SHOWN_NOTE_CHARACTERS_MAX
    ? text
    : `${text.slice(0, SHOWN_NOTE_CHARACTERS_MAX - 1).replace(/[\uD800-\uDBFF]$/, '')}…`

const showNotes = ({ notes, notesCount }: Lifecycle, seesAll: boolean): Pick<OperatorSide, 'notes' | 'notesMore'> => {
  if (!seesAll) return { notes: [], notesMore: 0 }
  return {
    notes: notes.map(({ text, ...authored }) => ({ ...showAuthored(authored, true), text: cutNote(text) })),
    notesMore: notesCount - notes.length,
  }
}
