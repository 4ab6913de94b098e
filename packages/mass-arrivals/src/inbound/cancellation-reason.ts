/** Why an inbound alert is cancelled: the first that holds for any of its approaches (design §4.14, rule 10). */
export const CANCELLATION_REASONS = {
  landed: 'Landed, and not more than the threshold.',
  takenBack: 'A report was taken back.',
  'scheduled-service': 'Excluded: on a scheduled service.',
  domestic: 'Excluded: domestic.',
  fewerPeople: 'Fewer people.',
  turnedAway: 'Turned away.',
  outOfWatch: 'Out of the watch distance.',
  apart: 'No longer together.',
} as const

export type CancellationReason = keyof typeof CANCELLATION_REASONS

/** The words for the first in the order above. */
export const cancellationReason = (holding: ReadonlySet<CancellationReason>): string => {
  const order = Object.keys(CANCELLATION_REASONS) as CancellationReason[]
  return CANCELLATION_REASONS[order.find((reason) => holding.has(reason)) ?? 'apart']
}
