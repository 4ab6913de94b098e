import {
  type AlertView,
  type AlertViewOf,
  countedPeople,
  type DiagnosticCause,
  describeAuthor,
  type Severity,
} from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { questionLines } from '../alert/open-question.ts'
import { personsQuestions } from '../alert/persons-questions.ts'
import { placeOf } from '../alert/place-of.ts'
import { needsAttention, severityOf } from '../alert/severity-of.ts'
import { formatSum } from '../format/format-interval.ts'
import { isolateText } from '../format/isolate-text.ts'
import { noEtaWords } from '../inbound/approach-words.ts'
import { coastWords } from '../inbound/coast-words.ts'
import { etaSpan } from '../inbound/eta-span.ts'
import { inboundQuestions } from '../inbound/inbound-questions.ts'
import { silenceEndMs } from '../inbound/silence-end-ms.ts'

/** What one watch hands over to the next. */
export type Handover = {
  /** Acknowledged but open, the oldest acknowledgement first: those are the easiest to forget. */
  readonly open: readonly HandoverItem[]
  readonly unacknowledged: readonly HandoverItem[]
  /** Closed during this watch: the next one will be asked about them. */
  readonly closed: readonly HandoverItem[]
}
export type HandoverItem = {
  readonly alertId: string
  readonly severity: Severity
  readonly exercise: boolean
  readonly subject: string
  readonly sinceMs: number
  readonly by: string
  /** Of the closing, else of the acknowledgement. */
  readonly note: string | null
  readonly silencedUntilMs: number | null
  readonly notes: readonly { readonly at: string; readonly operator: string; readonly text: string }[]
  readonly questions: readonly string[]
}

/** The length of a watch. */
const CLOSED_MS = 12 * 3_600_000

export const handoverOf = (alerts: Iterable<AlertView>, nowMs: number): Handover => {
  const all = [...alerts]
  const listed = all.filter((alert) => alert.listed)
  const items = (chosen: readonly AlertView[]) => chosen.map((alert) => itemOf(alert, nowMs)).toSorted(realFirst)
  return {
    open: items(listed.filter((alert) => alert.state === 'acknowledged')),
    unacknowledged: items(listed.filter(needsAttention)),
    closed: items(all.filter(({ closed }) => closed !== null && nowMs - Date.parse(closed.at) < CLOSED_MS)),
  }
}

/** Then the oldest first. */
const realFirst = (a: HandoverItem, b: HandoverItem): number =>
  Number(a.exercise) - Number(b.exercise) || a.sinceMs - b.sinceMs

const itemOf = (alert: AlertView, nowMs: number): HandoverItem => {
  const silencedUntilMs = silenceEndMs(alert)
  const lastAction = alert.closed ?? alert.acknowledgement
  const { subject, questions } = kindParts(alert, nowMs)
  return {
    alertId: alert.alertId,
    severity: severityOf(alert),
    exercise: alert.exercise,
    subject: alert.status === 'open' ? subject : `${alert.status.toUpperCase()}: ${subject}`,
    sinceMs: Date.parse(lastAction?.at ?? alert.raisedAt),
    by: lastAction === null ? 'nobody' : describeAuthor(lastAction),
    note: lastAction?.note ?? null,
    silencedUntilMs: silencedUntilMs !== null && silencedUntilMs > nowMs ? silencedUntilMs : null,
    notes: alert.notes.map(({ at, text, ...author }) => ({ at, operator: describeAuthor(author, 'somebody'), text })),
    questions: alert.closed === null ? questions : [],
  }
}

const DIAGNOSTIC_QUESTIONS: Readonly<Record<DiagnosticCause, string>> = {
  'feeder-quota': 'Is it a fault, an attack, or a network that has grown?',
  'disk-space': 'Who makes room on the disk?',
  contradiction: 'Who finds out which content is right, and what wrote the other?',
  'dead-letters': 'Who looks at the records that were set aside?',
}

/** What depends on the kind of alert. `questions` would settle the matter and have no answer yet. */
const kindParts = (alert: AlertView, nowMs: number): Pick<HandoverItem, 'subject' | 'questions'> => {
  switch (alert.kind) {
    case 'diagnostic':
      return {
        subject: `${headingOf(alert)}, ${alert.count} times`,
        questions: alert.status === 'open' ? [DIAGNOSTIC_QUESTIONS[alert.cause]] : [],
      }
    case 'distress':
      return {
        subject: `${headingWithPosition(alert)}, ${isolateText(alert.craftId)}`,
        questions:
          alert.status !== 'open' || alert.test
            ? []
            : ['Has the rescue coordination centre been alerted?', 'Who goes there?'],
      }
    case 'inbound-group':
      return {
        subject: inboundSubject(alert),
        questions:
          alert.status === 'open' ? [...questionLines(inboundQuestions(alert, nowMs)), ...changeQuestions(alert)] : [],
      }
    case 'mass-arrival':
      return {
        subject: `${headingWithPosition(alert)}, ${formatSum(alert.unauthorised)} ${countedPeople(alert)}`,
        questions: massArrivalQuestions(alert),
      }
    case 'source-limit':
      return {
        subject: `${headingOf(alert)}: ${alert.sourcesMax} are watched, new ones are not`,
        questions: alert.status === 'open' ? ['Who sends under so many source ids?'] : [],
      }
    case 'source-silent':
      return {
        subject: headingOf(alert),
        questions: alert.status === 'open' ? [`Why is ${alert.source.id} silent?`] : [],
      }
    default:
      return alert satisfies never
  }
}

const massArrivalQuestions = (alert: AlertViewOf<'mass-arrival'>): readonly string[] => [
  ...questionLines(alert.craft.flatMap((craft) => personsQuestions(craft, alert.counts))),
  ...changeQuestions(alert),
]

const changeQuestions = ({ status, acknowledgement, version }: AlertView): readonly string[] =>
  status === 'open' && acknowledgement !== null && acknowledgement.version !== version
    ? [`acknowledged at version ${acknowledgement.version}, now ${version}: is the change known?`]
    : []

const inboundSubject = (alert: AlertViewOf<'inbound-group'>): string => {
  const when = alert.eta === null ? noEtaWords(alert.craft) : `ETA ${etaSpan(alert.eta)}`
  const people = `${formatSum(alert.unauthorised)} ${countedPeople(alert)}`
  return [headingWithPosition(alert), people, when, coastWords(alert.craft)].filter((text) => text !== '').join(', ')
}

/** On paper the position stands beside the name: `Mass arrival, 9 nm ESE of North Cape · 34°28′S 173°13′E`. */
const headingWithPosition = (alert: AlertView): string => {
  const place = placeOf(alert)
  return place === null || place.text === place.positionText
    ? headingOf(alert)
    : `${headingOf(alert)} · ${place.positionText}`
}
