import { type AllowedAction, NOTES_PER_ALERT_MAX, SHOWN_NOTES_MAX } from '@landfall/contracts'
import type { ActionRefusal, AlertAction } from './alert-action.ts'
import type { VersionFacts } from './alert-version.ts'
import { type Lifecycle, severityInForce } from './lifecycle.ts'
import { measureOf } from './measure.ts'

export type Decision =
  | { readonly took: true; readonly lifecycle: Lifecycle }
  | { readonly took: false; readonly reason: ActionRefusal }

const refused = (reason: ActionRefusal): Decision => ({ took: false, reason })

/** Decides whether an action takes effect on the version it names. Uses the log's times alone, so every instance agrees. */
export const decideAction = (lifecycle: Lifecycle, version: VersionFacts, action: AlertAction): Decision => {
  if (action.action === 'note')
    return isFullOfNotes(lifecycle) ? refused('not-allowed') : took(withNote(lifecycle, action))
  if (action.action === 'escalate') {
    return isEscalationDue(lifecycle, version, action)
      ? took({ ...lifecycle, escalatedAtMs: action.timeMs, silence: null })
      : refused('not-allowed')
  }
  if (action.turn !== lifecycle.turn) return refused('overtaken')
  const changed = change(lifecycle, version, action)
  return changed === null ? refused('not-allowed') : took({ ...changed, turn: lifecycle.turn + 1 })
}

/** Whether the alert takes no further note. */
export const isFullOfNotes = ({ notesCount }: Lifecycle): boolean => notesCount >= NOTES_PER_ALERT_MAX

/** What an operator may do now. `nowMs` only decides whether a silence is over. */
export const allowedActions = (lifecycle: Lifecycle, nowMs: number): readonly AllowedAction[] => {
  const note = isFullOfNotes(lifecycle) ? [] : (['note'] as const)
  switch (lifecycle.attention.phase) {
    case 'unacknowledged':
      return ['acknowledge', ...silenceActions(lifecycle, nowMs), ...note, 'close']
    case 'acknowledged':
      return [...silenceActions(lifecycle, nowMs), ...note, 'close']
    case 'closed':
      return [...note, 'reopen']
    default:
      return lifecycle.attention satisfies never
  }
}

const took = (lifecycle: Lifecycle): Decision => ({ took: true, lifecycle })

const withNote = (lifecycle: Lifecycle, { timeMs, operator, tokenId, note }: AlertAction): Lifecycle => ({
  ...lifecycle,
  notes: [...lifecycle.notes, { atMs: timeMs, operator, tokenId, text: note ?? '' }].slice(-SHOWN_NOTES_MAX),
  notesCount: lifecycle.notesCount + 1,
})

const isSilenced = ({ silence }: Lifecycle, atMs: number): boolean => silence !== null && atMs < silence.untilMs

const silenceActions = (lifecycle: Lifecycle, nowMs: number): readonly AllowedAction[] =>
  isSilenced(lifecycle, nowMs) ? ['silence', 'unsilence'] : ['silence']

const isEscalationDue = (lifecycle: Lifecycle, version: VersionFacts, action: AlertAction): boolean =>
  version.status === 'open' &&
  version.severity === 'warning' &&
  lifecycle.escalatedAtMs === null &&
  lifecycle.attention.phase === 'unacknowledged' &&
  action.escalateAfterMs !== null &&
  action.timeMs - lifecycle.attention.sinceMs >= action.escalateAfterMs

const change = (lifecycle: Lifecycle, version: VersionFacts, action: AlertAction): Lifecycle | null => {
  const { attention } = lifecycle
  const { timeMs: atMs, operator, tokenId, note, untilMs } = action
  const acknowledgement = { atMs, operator, tokenId, note, version: version.version }
  const measure = measureOf(version)
  const isClosed = attention.phase === 'closed'
  switch (action.action) {
    case 'acknowledge':
      if (attention.phase !== 'unacknowledged') return null
      return { ...lifecycle, attention: { phase: 'acknowledged', acknowledgement, measure } }
    case 'silence':
      if (isClosed || untilMs === null || untilMs <= atMs) return null
      return {
        ...lifecycle,
        silence: { untilMs, severity: severityInForce(version, lifecycle), by: { atMs, operator, tokenId } },
      }
    case 'unsilence':
      return isClosed || !isSilenced(lifecycle, atMs) ? null : { ...lifecycle, silence: null }
    case 'close': {
      if (isClosed) return null
      const acknowledged = attention.phase === 'acknowledged' ? attention.acknowledgement : acknowledgement
      const { reason, duplicateOf, handedTo } = action
      const closing = { ...acknowledgement, reason, duplicateOf, handedTo }
      const closed = { phase: 'closed', acknowledgement: acknowledged, closing, measure } as const
      return { ...lifecycle, attention: closed, silence: null }
    }
    case 'reopen':
      if (!isClosed) return null
      // The measure stays: what came since the closing was no news then either.
      return {
        ...lifecycle,
        attention: {
          phase: 'acknowledged',
          acknowledgement: attention.acknowledgement,
          measure: attention.measure,
        },
      }
    case 'note':
    case 'escalate':
      return null // Decided in decideAction: they take no turn.
    case 'tick':
    case 'untick':
      return null // Decided by the log's order alone: takeTick.
    default:
      return action.action satisfies never
  }
}
