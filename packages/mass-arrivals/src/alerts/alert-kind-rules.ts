import type { AlertChange, InboundChange } from '@landfall/contracts'
import type { CountedVisit, VisitSpan } from '../situations/counted-visit.ts'
import type { AreaAlert, RevisedAlert } from './area-alert.ts'
import type { HeldAlert } from './held-alert.ts'

/** Which member of a situation a visit or an approach of an alert is now. */
export type SameMember = {
  /** The craft that may be the member of such a span: itself, or all of its boat. */
  readonly craftOf: (craftId: string) => readonly string[]
  readonly isSame: (member: CountedVisit, span: VisitSpan) => boolean
}

export type EndedContent = {
  readonly counted: object
  /** The members that are left of it. */
  readonly members: readonly CountedVisit[]
  readonly supersededBy: string | null
  readonly reason: string
}

/** In what alerts of one kind differ from those of another: identity, words, ends. */
export type AlertKindRules = SameMember & {
  readonly kind: AreaAlert['kind']
  /** What a new alert may be named after, the first before the next. */
  readonly foundersOf: (members: readonly CountedVisit[]) => readonly VisitSpan[]
  readonly changesBetween: (
    held: HeldAlert,
    after: RevisedAlert,
    members: readonly CountedVisit[],
  ) => (AlertChange | InboundChange)[]
  /** What an alert with these visits counts now, whatever it says, by time, then craftId. */
  readonly membersLeft: (visits: readonly VisitSpan[]) => readonly CountedVisit[]
  /** How an alert without a situation ends; `takenBy`: the alert of its kind that took a situation of its members. */
  readonly endOf: (held: HeldAlert, takenBy: string | null, endReason: string | undefined) => EndedContent
}
