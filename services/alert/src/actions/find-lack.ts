import { type ActionRequest, type ChecklistSpec, CloseReason, checklistFor } from '@landfall/contracts'
import type { AlertNow } from '../domain/create-alert-fold.ts'
import { severityInForce } from '../domain/lifecycle.ts'

/** What a request lacks for this alert: a code, and a sentence with field, value and what to send. */
export type Lack = { readonly code: 'incomplete' | 'no-such-item' | 'no-such-alert'; readonly message: string }

type Known = {
  readonly checklists: readonly ChecklistSpec[]
  readonly hasAlert: (alertId: string) => boolean
}

/** Null where nothing is missing. Not for the fold: what is in the log has been asked for, and another instance may know other lists. */
export const findLack = (request: ActionRequest, now: AlertNow, known: Known): Lack | null => {
  if (request.action === 'close') return lackOfClosing(request, now, known)
  return request.action === 'tick' ? lackOfTick(request, now, known) : null
}

const incomplete = (message: string): Lack => ({ code: 'incomplete', message })

const lackOfClosing = (request: ActionRequest, now: AlertNow, { hasAlert }: Known): Lack | null => {
  const { reason, duplicateOf, handedTo, note } = request
  const { alertId, exercise } = now.version
  if (reason === undefined)
    return incomplete(`reason: is missing; closing needs one of ${CloseReason.options.join(', ')}`)
  if (reason === 'duplicate' && duplicateOf === undefined)
    return incomplete('duplicateOf: is missing; send the id of the alert that this one repeats')
  if (duplicateOf !== undefined && (duplicateOf === alertId || !hasAlert(duplicateOf)))
    return {
      code: 'no-such-alert',
      message: `duplicateOf ${JSON.stringify(duplicateOf)}: is ${duplicateOf === alertId ? 'this alert itself' : 'no alert here'}; send the id of the alert that this one repeats`,
    }
  if (reason === 'handed-over' && handedTo === undefined)
    return incomplete('handedTo: is missing; say who goes on with it, as "Police, maritime unit"')
  const isRealAlarm = !exercise && severityInForce(now.version, now.lifecycle) === 'alarm'
  return isRealAlarm && note === null
    ? incomplete('note: is missing; closing a real alarm needs a sentence that says what happened')
    : null
}

const lackOfTick = ({ item }: ActionRequest, { version }: AlertNow, { checklists }: Known): Lack | null => {
  const { kind, areaId } = version
  const items = checklistFor(checklists, { kind, areaId })?.items.map((one) => one.item) ?? []
  if (items.some((one) => one === item)) return null
  const has = items.length === 0 ? 'there is none for such alerts' : `it has ${items.join(', ')}`
  return {
    code: 'no-such-item',
    message: `item ${JSON.stringify(item)}: is not on the checklist of this alert; ${has}`,
  }
}
