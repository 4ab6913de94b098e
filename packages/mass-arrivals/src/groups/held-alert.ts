import type { MassArrivalAlert } from '@landfall/contracts'
import type { CountedVisit, VisitSpan } from '../situations/counted-visit.ts'
import type { AlertContent } from './alert-content.ts'

/** An alert as the stage keeps it: its last version, and the visits of its situation, or of its last one, once ended. */
export type HeldAlert = {
  readonly alert: MassArrivalAlert
  /** Its place among the alerts of its area in the order they were raised. */
  readonly raisedIndex: number
  readonly visits: readonly VisitSpan[]
  /** Its visits are forgotten except the founding one: it changes no more, but its id stays in use. */
  readonly isOver?: true
}

/** A situation with what an open alert would say of it. */
export type EvaluatedSituation = { readonly members: readonly CountedVisit[]; readonly content: AlertContent }

/** The state key of an alert. */
export const alertKey = (alertId: string): string => `alert/${alertId}`

/** Up to 0.1.0 an alert's place was called `raisedAt`. */
type StoredAlert = Omit<HeldAlert, 'raisedIndex'> & { readonly raisedIndex?: number; readonly raisedAt?: number }

export const decodeHeldAlert = (text: string): HeldAlert => {
  const { raisedAt = 0, raisedIndex = raisedAt, ...held } = JSON.parse(text) as StoredAlert
  return { ...held, raisedIndex }
}
