import { type AlertView, type ChecklistSpec, checklistFor, isDistressAlert } from '@landfall/contracts'

export type ChecklistItem = {
  readonly item: string
  readonly text: string
  readonly tick: NonNullable<AlertView['checklist']>[number] | null
}

/** The checklist of an alert at a time. */
export type ChecklistState = Pick<ChecklistSpec, 'cause' | 'consequence'> & {
  readonly items: readonly ChecklistItem[]
  readonly done: number
  /** When everything should be done. */
  readonly dueAtMs: number
  /** Time is up, and something is left to do. */
  readonly isLate: boolean
}

/** Null where there is none, and for the test of a device, which needs no response. `nowMs` by the server's clock. */
export const checklistState = (
  alert: AlertView,
  checklists: readonly ChecklistSpec[],
  nowMs: number,
): ChecklistState | null => {
  const checklist = isDistressAlert(alert) && alert.test ? null : checklistFor(checklists, alert)
  if (checklist === null) return null
  const items = checklist.items.map(({ item, text }) => ({
    item,
    text,
    tick: alert.checklist?.find((one) => one.item === item) ?? null,
  }))
  const done = items.filter(({ tick }) => tick !== null).length
  const dueAtMs = Date.parse(alert.raisedAt) + checklist.respondWithinMinutes * 60_000
  const isLate = nowMs > dueAtMs && done < items.length && alert.listed
  return { cause: checklist.cause, consequence: checklist.consequence, items, done, dueAtMs, isLate }
}
