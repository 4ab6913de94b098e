import {
  type AlertView,
  type AlertViewOf,
  type ChecklistSpec,
  compareAlerts,
  countedPeople,
  type DiagnosticCause,
  describeAuthor,
  describeCloseReason,
  type Severity,
} from '@landfall/contracts'
import { headingOf } from '../alert/heading-of.ts'
import { questionLines } from '../alert/open-question.ts'
import { personsQuestions } from '../alert/persons-questions.ts'
import { placeOf } from '../alert/place-of.ts'
import { severityOf } from '../alert/severity-of.ts'
import { type ChecklistState, checklistState } from '../checklist/checklist-state.ts'
import { formatSum } from '../format/format-interval.ts'
import { isolateText } from '../format/isolate-text.ts'
import { noEtaWords } from '../inbound/approach-words.ts'
import { coastWords } from '../inbound/coast-words.ts'
import { etaSpan } from '../inbound/eta-span.ts'
import { inboundQuestions } from '../inbound/inbound-questions.ts'
import { silenceEndMs } from '../inbound/silence-end-ms.ts'

/** What one watch hands over to the next. */
export type Handover = {
  /** Real ones first, then the most severe, those that nobody has acknowledged before others, as everywhere. */
  readonly open: readonly HandoverItem[]
  /** Closed during this watch: the next one will be asked about them. */
  readonly closed: readonly HandoverItem[]
}
export type HandoverItem = {
  readonly alertId: string
  readonly severity: Severity
  readonly exercise: boolean
  /** What and where it is. */
  readonly heading: string
  /** How many people and craft, or what else matters; empty where there is nothing to add. */
  readonly details: string
  /** What happened at `sinceMs`; raised: nobody has acknowledged it. */
  readonly since: 'raised' | 'acknowledged' | 'closed'
  readonly sinceMs: number
  /** Who acknowledged or closed it. */
  readonly by: string
  /** `handed over to Police`; empty while it is open, and where no reason was given. */
  readonly closedAs: string
  readonly checklist: (Pick<ChecklistState, 'done' | 'isLate'> & { readonly of: number }) | null
  /** Of the closing, else of the acknowledgement. */
  readonly note: string | null
  readonly silencedUntilMs: number | null
  readonly notes: readonly { readonly at: string; readonly operator: string; readonly text: string }[]
  readonly questions: readonly string[]
}

/** The length of a watch. */
const CLOSED_MS = 12 * 3_600_000

export const handoverOf = (
  alerts: Iterable<AlertView>,
  nowMs: number,
  checklists: readonly ChecklistSpec[] = [],
): Handover => {
  const all = [...alerts]
  const items = (chosen: readonly AlertView[]) =>
    chosen.toSorted(compareAlerts).map((alert) => itemOf(alert, nowMs, checklists))
  return {
    open: items(all.filter(({ listed }) => listed)),
    closed: items(all.filter(({ closed }) => closed !== null && nowMs - Date.parse(closed.at) < CLOSED_MS)),
  }
}

const itemOf = (alert: AlertView, nowMs: number, checklists: readonly ChecklistSpec[]): HandoverItem => {
  const silencedUntilMs = silenceEndMs(alert)
  const lastAction = alert.closed ?? alert.acknowledgement
  const heading = headingWithPosition(alert)
  const { details, questions } = kindParts(alert, nowMs)
  const checklist = checklistState(alert, checklists, nowMs)
  return {
    alertId: alert.alertId,
    severity: severityOf(alert),
    exercise: alert.exercise,
    heading: alert.status === 'open' ? heading : `${alert.status.toUpperCase()}: ${heading}`,
    details,
    since: alert.closed !== null ? 'closed' : lastAction === null ? 'raised' : 'acknowledged',
    sinceMs: Date.parse(lastAction?.at ?? alert.raisedAt),
    by: lastAction === null ? 'nobody' : describeAuthor(lastAction),
    closedAs: alert.closed === null ? '' : describeCloseReason(alert.closed),
    checklist: checklist && { done: checklist.done, of: checklist.items.length, isLate: checklist.isLate },
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
const kindParts = (alert: AlertView, nowMs: number): Pick<HandoverItem, 'details' | 'questions'> => {
  switch (alert.kind) {
    case 'diagnostic':
      return {
        details: `${alert.count} times`,
        questions: alert.status === 'open' ? [DIAGNOSTIC_QUESTIONS[alert.cause]] : [],
      }
    case 'distress':
      return {
        details: isolateText(alert.craftId),
        questions:
          alert.status !== 'open' || alert.test
            ? []
            : ['Has the rescue coordination centre been alerted?', 'Who goes there?'],
      }
    case 'inbound-group':
      return {
        details: inboundDetails(alert),
        questions:
          alert.status === 'open' ? [...questionLines(inboundQuestions(alert, nowMs)), ...changeQuestions(alert)] : [],
      }
    case 'mass-arrival':
      return {
        details: [peopleOf(alert), craftOf(alert)].join(', '),
        questions: massArrivalQuestions(alert),
      }
    case 'source-limit':
      return {
        details: `${alert.sourcesMax} are watched, new ones are not`,
        questions: alert.status === 'open' ? ['Who sends under so many source ids?'] : [],
      }
    case 'source-silent':
      return {
        details: '',
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

const inboundDetails = (alert: AlertViewOf<'inbound-group'>): string => {
  const when = alert.eta === null ? noEtaWords(alert.craft) : `ETA ${etaSpan(alert.eta)}`
  return [peopleOf(alert), craftOf(alert), when, coastWords(alert.craft)].filter((text) => text !== '').join(', ')
}

type Counted = AlertViewOf<'mass-arrival'> | AlertViewOf<'inbound-group'>
const peopleOf = (alert: Counted): string => `${formatSum(alert.unauthorised)} ${countedPeople(alert)}`
const craftOf = ({ craft, craftMore = 0 }: Counted): string => `${craft.length + craftMore} craft`

/** On paper the position stands beside the name: `Mass arrival, 9 nm ESE of North Cape · 34°28′S 173°13′E`. */
const headingWithPosition = (alert: AlertView): string => {
  const place = placeOf(alert)
  return place === null || place.text === place.positionText
    ? headingOf(alert)
    : `${headingOf(alert)} · ${place.positionText}`
}
