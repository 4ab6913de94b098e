import type { AlertView } from '@landfall/contracts'

/** Whether acknowledging is among what may be done now. */
export const canAcknowledge = ({ allowedActions }: AlertView): boolean => allowedActions.includes('acknowledge')

/** The chosen alerts after some were chosen, or no longer. */
export const checkedWith = (
  checked: ReadonlySet<string>,
  alerts: readonly AlertView[],
  isChecked: boolean,
): ReadonlySet<string> => {
  const next = new Set(checked)
  for (const alert of alerts) {
    if (isChecked && canAcknowledge(alert)) next.add(alert.alertId)
    else next.delete(alert.alertId)
  }
  return next
}

/** `some`: neither all nor none of those that can be acknowledged. */
export const howChecked = (checked: ReadonlySet<string>, alerts: readonly AlertView[]): 'none' | 'some' | 'all' => {
  const open = alerts.filter(canAcknowledge)
  const chosen = open.filter(({ alertId }) => checked.has(alertId)).length
  if (chosen === 0) return 'none'
  return chosen === open.length ? 'all' : 'some'
}
