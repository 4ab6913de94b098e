/** What operators have made of an alert so far, in that order. */
export const ALERT_STATES = ['unacknowledged', 'acknowledged', 'closed'] as const
