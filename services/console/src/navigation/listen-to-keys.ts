import type { ActionName } from '@landfall/contracts'
import { beginAction } from '../actions/action-bar.tsx'
import { goToFinder } from '../craft/finder.tsx'
import { showAll } from '../list/alert-list.tsx'
import type { Console } from '../state/console.ts'
import { type KeyCommand, keyCommandOf } from './keys.ts'

/** Keys for everything that a pointer can do. */
export const listenToKeys = (con: Console): void => {
  addEventListener('keydown', (event) => {
    const { target } = event
    if (!(target instanceof Element) || document.querySelector('dialog[open]') !== null) return
    const { singleKeys } = con.store.get().preferences
    // A field of a dialog that was just closed may keep the focus until the next drawing: nobody types there.
    const isGone = target.closest('dialog') !== null
    const isTyping = !isGone && target.closest('input:not([type=checkbox]), textarea, select') !== null
    const command = keyCommandOf(event, isTyping, singleKeys)
    if (command === null || isOther(event.key, target)) return
    event.preventDefault()
    RUN[command](con)
  })
}

/** Arrows and Enter keep their meaning everywhere but in the list. */
const isOther = (key: string, target: Element): boolean =>
  (key.startsWith('Arrow') || key === 'Enter') && target.closest('.alerts') === null

const actOnChosen =
  (action: ActionName) =>
  (con: Console): void => {
    const { alerts, route } = con.store.get()
    const alert = alerts.get(route.alertId ?? '')?.alert
    if (alert) beginAction(con, alert, action)
  }

const RUN: Readonly<Record<KeyCommand, (con: Console) => void>> = {
  next: (con) => step(con, 1),
  previous: (con) => step(con, -1),
  open: (con) => open(con),
  acknowledge: actOnChosen('acknowledge'),
  silence: actOnChosen('silence'),
  note: actOnChosen('note'),
  close: actOnChosen('close'),
  reopen: actOnChosen('reopen'),
  quiet: (con) => con.quiet(),
  handover: (con) => con.go({ view: 'handover' }),
  report: (con) => con.go({ view: 'report' }),
  watch: (con) => con.go({ view: 'watch' }),
  map: (con) => con.prefer({ showMap: !con.store.get().preferences.showMap }),
  find: goToFinder,
  'clear-filter': showAll,
  help: (con) => con.setDialog({ kind: 'help' }),
}

const step = (con: Console, by: 1 | -1): void => {
  const { order, route } = con.store.get()
  if (order.length === 0) return
  const at = order.indexOf(route.alertId ?? '')
  const next = order[at < 0 ? (by > 0 ? 0 : order.length - 1) : Math.min(order.length - 1, Math.max(0, at + by))]
  if (next === undefined) return
  con.go({ alertId: next, view: 'watch' })
  setTimeout(() => document.querySelector<HTMLElement>(`[data-alert-id="${CSS.escape(next)}"]`)?.focus())
}

/** The row that has the focus is chosen, and the focus goes to its evidence. */
const open = (con: Console): void => {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['alertId'] : undefined
  if (focused !== undefined) con.go({ alertId: focused, view: 'watch' })
  setTimeout(() => document.getElementById('why')?.focus())
}
