import type { AlertView, Severity } from '@landfall/contracts'

export const SEVERITIES: readonly Severity[] = ['alarm', 'warning', 'caution']

/** An escalated warning counts as an alarm. */
export const severityOf = ({ severity, escalatedAt }: AlertView): Severity =>
  escalatedAt === null ? severity : 'alarm'

/** Somebody still has to look at it. An ended alert counts too, until it is acknowledged. */
export const needsAttention = (alert: AlertView): boolean => alert.listed && alert.state === 'unacknowledged'
