import type { AlertView } from '@landfall/contracts'
import { isInboundGroup } from './is-inbound-group.ts'

/** Inbound groups before other kinds, since there is time to act; among them the earliest arrival first, and last where none is expected. */
export const compareByEta = (a: AlertView, b: AlertView): number => {
  const [x, y] = [earliestOf(a), earliestOf(b)]
  return x === y ? 0 : x < y ? -1 : 1
}

/** Times are all written alike, so they compare as text; `~` is behind every digit. */
const earliestOf = (alert: AlertView): string => (isInboundGroup(alert) ? (alert.eta?.earliest ?? '~') : '~~')
