import { type Alert, type AlertView, type Eta, isInboundGroup } from '@landfall/contracts'
import { etaShift } from '../inbound/eta-span.ts'

/** Of any kind of alert. */
type Change = AlertView['changes'][number]

const WORDS: Readonly<Record<Change, string>> = {
  raised: 'raised',
  reopened: 'open again',
  cancelled: 'cancelled',
  superseded: 'superseded',
  'severity-raised': 'severity up',
  'severity-lowered': 'severity down',
  'craft-joined': 'craft joined',
  'craft-left': 'craft removed',
  'counts-raised': 'count increased',
  'counts-lowered': 'count decreased',
  'eta-earlier': 'ETA earlier',
  'eta-later': 'ETA later',
  'craft-arrived': 'craft arrived',
  'policy-changed': 'policy changed',
  'evidence-changed': 'evidence changed',
  'heard-again': 'heard again',
  'place-known': 'place known',
  moved: 'moved',
}

export const changeWords = (changes: readonly Change[]): string => changes.map((change) => WORDS[change]).join(', ')

/** The changes of a version, with how much earlier or later an arrival is expected than in the version before. */
export const versionWords = (after: Alert, before: Alert | undefined): string => {
  const shift = etaShift(etaOf(before), etaOf(after))
  return after.changes.map((change) => (IS_ETA_CHANGE.has(change) && shift !== '' ? shift : WORDS[change])).join(', ')
}

const IS_ETA_CHANGE: ReadonlySet<Change> = new Set<Change>(['eta-earlier', 'eta-later'])

const etaOf = (alert: Alert | undefined): Eta | null =>
  alert !== undefined && isInboundGroup(alert) ? alert.eta : null

/** What has just changed: of a new version what the alert itself says, else what an operator has done. Empty if nothing. */
export const changedWords = (before: AlertView | undefined, after: AlertView): string => {
  if (before === undefined) return after.version === 1 ? 'new' : ''
  if (before.version !== after.version) {
    const words = versionWords(after, before) || 'new version'
    return before.state === 'closed' && after.state === 'unacknowledged' ? `was closed: ${words}` : words
  }
  if (before.state !== after.state) return after.state
  if (before.silencedUntil !== after.silencedUntil) return after.silencedUntil === null ? 'silence ended' : 'silenced'
  if (before.notes.length + before.notesMore !== after.notes.length + after.notesMore) return 'note added'
  return before.escalatedAt !== after.escalatedAt ? 'escalated' : ''
}
