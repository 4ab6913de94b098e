import type { AlertKindRules } from '../alerts/alert-kind-rules.ts'
import type { AreaAlert } from '../alerts/area-alert.ts'
import { type HeldAlert, knownVisitsOf } from '../alerts/held-alert.ts'
import { linkAlert } from '../alerts/link-alert.ts'
import { publishPending, type Reconciled, reconcileAlerts } from '../alerts/reconcile-alerts.ts'
import type { WatchedArea } from '../watched-area.ts'
import type { SituationIndex } from './create-situation-index.ts'

/** Of the log's time; null before the first record. */
export type Bucket = number | null
/** `oldestMs`: the earliest last position in the situations that are no longer what they were; infinite where none. */
export type Changed = { readonly versions: readonly AreaAlert[]; readonly oldestMs: number }

/** The alerts of one kind in one area, real or exercise, over an index of its situations. */
export const createAlertBoard = (
  area: WatchedArea,
  exercise: boolean,
  index: SituationIndex,
  rules: AlertKindRules,
) => {
  let alerts: readonly HeldAlert[] = []
  const contextOf = (bucket: Bucket) => ({ area, exercise, rules, bucket, isComplete: false })
  const take = ({ alerts: next, emitted }: Reconciled): readonly AreaAlert[] => {
    alerts = next
    return emitted
  }
  return {
    situations: index.situations,
    memberCount: index.memberCount,
    alerts: (): readonly HeldAlert[] => alerts,
    membersLeft: (held: HeldAlert) => rules.membersLeft(knownVisitsOf(held)),
    setAlerts: (held: readonly HeldAlert[]): void => {
      alerts = held.filter(({ alert }) => alert.kind === rules.kind)
    },
    /** Works out everything from these craft. */
    evaluate: index.evaluate,
    linkAlerts: (): void => {
      alerts = alerts.map((held) => linkAlert(held, index))
    },
    /** Compares all alerts with all situations, and publishes every difference at once. */
    reconcile: (bucket: Bucket, endReason?: string): readonly AreaAlert[] => {
      const asStored = alerts.map(({ situation: _, pending: __, ...held }): HeldAlert => held)
      const context = { ...contextOf(bucket), isComplete: true, ...(endReason === undefined ? {} : { endReason }) }
      return take(reconcileAlerts(asStored, index.situations, context))
    },
    /** Publishes what is pending, of the alerts that are asked for. */
    publishPending: (bucket: Bucket, isAsked: (held: HeldAlert) => boolean): readonly AreaAlert[] =>
      take(publishPending(alerts, isAsked, contextOf(bucket))),
    /** Takes in the current members of these craft. Returns the alert versions that follow, and what may have come apart. */
    change: (craftIds: ReadonlySet<string>, bucket: Bucket): Changed => {
      const { isOther, oldestMs } = index.renew(craftIds)
      return {
        versions: isOther ? take(reconcileAlerts(alerts, index.situations, contextOf(bucket))) : [],
        oldestMs,
      }
    },
    /** Takes in the current members of these craft, and these alerts, without a version. */
    forget: (craftIds: ReadonlySet<string>): void => void index.renew(craftIds),
  }
}
