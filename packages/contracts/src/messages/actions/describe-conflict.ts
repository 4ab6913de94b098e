import { type Author, describeAuthor } from '../../wire/describe-author.ts'
import type { OperatorSide } from '../alert-view.ts'
import type { ActionName, CloseReason } from './action-request.ts'

/** For people, as they follow “Closed: ”. */
export const CLOSE_REASON_TITLES: Readonly<Record<CloseReason, string>> = {
  resolved: 'resolved',
  false: 'false',
  duplicate: 'duplicate',
  'handed-over': 'handed over',
}

type Closed = Pick<NonNullable<OperatorSide['closed']>, 'reason' | 'duplicateOf' | 'handedTo'>

/** `handed over to Police`, `duplicate of nz-…`; empty where no reason was given. */
export const describeCloseReason = ({ reason, duplicateOf, handedTo }: Closed): string => {
  if (reason == null) return ''
  if (duplicateOf != null) return `duplicate of ${duplicateOf}`
  return handedTo == null ? CLOSE_REASON_TITLES[reason] : `handed over to ${handedTo}`
}

type Side = Pick<OperatorSide, 'state' | 'acknowledgement' | 'silencedUntil' | 'silencedBy' | 'closed' | 'checklist'>
type Asked = { readonly action: ActionName; readonly item?: string | undefined }

/**
 * Who had acted before an action that took no effect: `Already closed by ben at 01:58 UTC`. Null where it was refused for
 * something else, or nobody is named. `nowMs`: the date is said where it was not on that day.
 */
export const describeConflict = ({ action, item }: Asked, side: Side, nowMs: number): string | null => {
  const done = (what: string, by: Recorded): string =>
    `Already ${what} by ${describeAuthor(by, 'somebody')} at ${formatHour(by.at, nowMs)}`
  const { closed, acknowledgement, silencedBy, silencedUntil } = side
  const ticked = side.checklist?.find((one) => one.item === item)
  switch (action) {
    case 'tick':
      return ticked === undefined ? null : done('ticked', ticked)
    case 'untick':
    case 'reopen':
    case 'note':
      return null // The alert does not say who was faster.
    case 'acknowledge':
    case 'close':
    case 'silence':
    case 'unsilence':
      if (side.state === 'closed' && closed !== null) return done('closed', closed)
      if (action === 'unsilence') return null
      if (action === 'silence' && silencedBy != null && silencedUntil !== null)
        return `${done('silenced', silencedBy)}, until ${formatHour(silencedUntil, nowMs)}`
      return side.state === 'acknowledged' && acknowledgement !== null ? done('acknowledged', acknowledgement) : null
    default:
      return action satisfies never
  }
}

/** Who had taken over the watch before: `already taken over by ben at 01:58 UTC`. */
export const describeTakenOver = (current: Recorded | null, nowMs: number): string =>
  current === null
    ? 'nobody has the watch yet'
    : `already taken over by ${describeAuthor(current, 'somebody')} at ${formatHour(current.at, nowMs)}`

type Recorded = Author & { readonly at: string }

/** `01:58 UTC`, or `26 Nov 01:58 UTC` on another day. */
const formatHour = (at: string, nowMs: number): string => {
  const [day = '', hour = ''] = [at.slice(0, 10), at.slice(11, 16)]
  if (day === new Date(nowMs).toISOString().slice(0, 10)) return `${hour} UTC`
  const date = new Date(at).toLocaleDateString('en-GB', { timeZone: 'UTC', day: 'numeric', month: 'short' })
  return `${date} ${hour} UTC`
}
