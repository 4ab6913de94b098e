import type { AlertView } from '../messages/alert-view.ts'
import type { Severity } from '../messages/severity.ts'

/** An escalated warning counts as an alarm. */
export const severityOf = ({ severity, escalatedAt }: AlertView): Severity =>
  escalatedAt === null ? severity : 'alarm'

/** Whether nobody has acknowledged it yet. Also true for an ended alert, until it is acknowledged. */
export const needsAttention = (alert: AlertView): boolean => alert.listed && alert.state === 'unacknowledged'
