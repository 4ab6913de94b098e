import { type AlertStatus, type FeedFilter, passesFeedFilter } from '@landfall/contracts'
import type { Change } from './create-alert-store.ts'
import type { AlertState } from './fold/decide-next.ts'
import { severityInForce } from './lifecycle.ts'

/** Absent parts let everything pass. */
export type AlertFilter = FeedFilter & { readonly statuses?: readonly AlertStatus[] | undefined }

/** A severity filter means the severity in force: an escalated warning is an alarm. */
export const matches = (filter: AlertFilter, { version, lifecycle }: AlertState): boolean =>
  (filter.statuses === undefined || filter.statuses.includes(version.status)) &&
  passesFeedFilter(filter, {
    exercise: version.exercise,
    areaId: version.areaId,
    severity: severityInForce(version, lifecycle),
    kind: version.kind,
  })

/** A change passes if the alert matches now or did before, so that nobody keeps an alarm that is over on the screen. */
export const passesFilter = (filter: AlertFilter, { before, after }: Change): boolean =>
  matches(filter, after) || (before !== null && matches(filter, before))
