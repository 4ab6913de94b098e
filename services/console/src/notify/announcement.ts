import { type AlertView, countedPeople } from '@landfall/contracts'
import { changedWords } from '../alert/change-words.ts'
import { headingOf } from '../alert/heading-of.ts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatSum } from '../format/format-interval.ts'
import { isolateText } from '../format/isolate-text.ts'
import { noEtaWords } from '../inbound/approach-words.ts'
import { etaSpan } from '../inbound/eta-span.ts'
import { URGENT_PHASES, type UrgentPhase } from '../inbound/urgent-phases.ts'

/** A text for screen readers. An assertive one interrupts what is being read. */
export type Announcement = { readonly text: string; readonly assertive: boolean }

/** What a screen reader says about a change; null if it is not worth saying. Only alarms may interrupt. */
export const announcementOf = (before: AlertView | undefined, after: AlertView): Announcement | null => {
  const what = changedWords(before, after)
  if (what === '') return null
  const severity = severityOf(after)
  const world = after.exercise ? 'Exercise. ' : ''
  return {
    text: `${world}${severity}: ${subjectOf(after)}. ${what}.`,
    assertive: severity === 'alarm' && isNews(before, after),
  }
}

/** What a screen reader says when an arrival becomes imminent or overdue, without any message. */
export const phaseAnnouncementOf = (alert: AlertView, phase: UrgentPhase): Announcement => ({
  text: `${alert.exercise ? 'Exercise. ' : ''}${severityOf(alert)}: ${subjectOf(alert)}. ${URGENT_PHASES[phase]}.`,
  assertive: severityOf(alert) === 'alarm',
})

const subjectOf = (alert: AlertView): string => {
  const heading = headingOf(alert)
  switch (alert.kind) {
    case 'diagnostic':
      return alert.status === 'open' ? heading : `no longer: ${heading}`
    case 'distress':
      return `${heading}, ${isolateText(alert.craftId)}`
    case 'inbound-group':
      return `${heading}, ${formatSum(alert.unauthorised)} people ${countedPeople(alert)}, ${alert.eta === null ? noEtaWords(alert.craft) : `ETA ${etaSpan(alert.eta)}`}`
    case 'mass-arrival':
      return `${heading}, ${formatSum(alert.unauthorised)} people ${countedPeople(alert)}`
    case 'source-limit':
      return alert.status === 'open'
        ? `${heading}, new ones are not watched`
        : `no longer too many sources, new ones are watched again`
    case 'source-silent':
      return heading
    default:
      return alert satisfies never
  }
}

/** Whether the alert needs attention because of something new: a version, or an escalation. */
export const isNews = (before: AlertView | undefined, after: AlertView): boolean =>
  needsAttention(after) && (before?.version !== after.version || before.escalatedAt !== after.escalatedAt)

/** Whether the change counts under “Alarms, 10 min”: a new alarm, one that became an alarm, or is unacknowledged again. */
export const isAlarmNews = (before: AlertView | undefined, after: AlertView): boolean =>
  after.status === 'open' &&
  severityOf(after) === 'alarm' &&
  needsAttention(after) &&
  (before === undefined || severityOf(before) !== 'alarm' || !needsAttention(before))
