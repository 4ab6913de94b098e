import type { AlertView } from '@landfall/contracts'
import { changedWords } from '../alert/change-words.ts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatSum } from '../format/format-interval.ts'

export type Announcement = { readonly text: string; readonly assertive: boolean }

/** What a screen reader is told of a change; null where it is not worth a word. Only alarms may interrupt. */
export const announcementOf = (before: AlertView | undefined, after: AlertView): Announcement | null => {
  const what = changedWords(before, after)
  if (what === '') return null
  const severity = severityOf(after)
  const world = after.exercise ? 'Exercise. ' : ''
  const subject =
    after.kind === 'mass-arrival'
      ? `mass arrival, ${formatSum(after.unauthorised)} people without permission`
      : `source ${after.source.id} ${after.status === 'open' ? 'is silent' : 'is heard again'}`
  return {
    text: `${world}${severity}: ${subject}. ${what}.`,
    assertive: severity === 'alarm' && isNews(before, after),
  }
}

/** Whether it asks for an operator's attention by something that was not there before: a version, or an escalation. */
export const isNews = (before: AlertView | undefined, after: AlertView): boolean =>
  needsAttention(after) && (before?.version !== after.version || before.escalatedAt !== after.escalatedAt)

/** Whether this change belongs into “alarms in the last 10 minutes”: raised as one, become one, or unacknowledged anew. */
export const isAlarmNews = (before: AlertView | undefined, after: AlertView): boolean =>
  after.status === 'open' &&
  severityOf(after) === 'alarm' &&
  needsAttention(after) &&
  (before === undefined || severityOf(before) !== 'alarm' || !needsAttention(before))
