import type { AlertView, Severity } from '@landfall/contracts'

export const SEVERITIES: readonly Severity[] = ['alarm', 'warning', 'caution']

/** An escalated warning counts as an alarm. */
export const severityOf = ({ severity, escalatedAt }: AlertView): Severity =>
  escalatedAt === null ? severity : 'alarm'

/** Whether nobody has acknowledged it yet. Also true for an ended alert, until it is acknowledged. */
export const needsAttention = (alert: AlertView): boolean => alert.listed && alert.state === 'unacknowledged'
