import type { VisitSpan } from '../situations/counted-visit.ts'
import type { Situation } from '../situations/find-situations.ts'
import { alertJson } from './alert-json.ts'
import type { AreaAlert, SituationContent } from './area-alert.ts'
import type { PendingChange } from './pending-change.ts'

/** A situation, and what an open alert would say of it: worked out when somebody asks, and once. */
export type EvaluatedSituation = Situation & { readonly content: () => SituationContent }

/** What is stored of an alert. */
type StoredAlert = {
  /** Its last published version. */
  readonly alert: AreaAlert
  /** Its place among the alerts of its area in the order they were raised. */
  readonly raisedIndex: number
  /** The visits of its last open version. */
  readonly visits: readonly VisitSpan[]
  /** Its visits are forgotten except the founding one: it changes no more, but its id stays in use. */
  readonly isOver?: true
  /**
   * Open, and taken up from the topic by a state that has lost the log it was made from: as long as that is set it stands as it
   * was published, since what it was made from may be sent again (design §5.4).
   */
  readonly isAwaited?: true
  /** The bucket of log time in which `alert` was published; absent where none is known. */
  readonly publishedBucket?: number
}

/** An alert as the stage keeps it in memory. */
export type HeldAlert = StoredAlert & {
  /** What an open alert goes on with; absent where that is not worked out yet. */
  readonly situation?: EvaluatedSituation
  /** Its situation may say something else than `alert`, which is published when the bucket ends. Stored apart. */
  readonly pending?: PendingChange
}

/** The state key of an alert. */
export const alertKey = (alertId: string): string => `alert/${alertId}`

export const encodeHeldAlert = ({ situation: _, pending: __, alert, ...rest }: HeldAlert): string =>
  `{"alert":${alertJson(alert)},${JSON.stringify(rest).slice(1)}`

/** Up to 0.1.0 an alert's place was called `raisedAt`. */
type ReadAlert = Omit<StoredAlert, 'raisedIndex'> & { readonly raisedIndex?: number; readonly raisedAt?: number }

export const decodeHeldAlert = (text: string): HeldAlert => {
  const { raisedAt = 0, raisedIndex = raisedAt, ...held } = JSON.parse(text) as ReadAlert
  return { ...held, raisedIndex }
}

/** The visits by which an alert is known: of its situation as it was last worked out, published or not. */
export const knownVisitsOf = ({ situation, visits }: HeldAlert): readonly VisitSpan[] => situation?.members ?? visits
