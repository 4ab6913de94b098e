import type { AllowedAction } from '@landfall/contracts'
import { beginAction } from '../actions/begin-action.ts'
import { goToFinder } from '../craft/go-to-finder.ts'
import { focusRow } from '../list/focus-row.ts'
import { goToSearch, isSearching } from '../list/go-to-search.ts'
import { showAll } from '../list/show-all.ts'
import { goToTimeSlider } from '../map/tracks/go-to-time-slider.ts'
import type { Console } from '../state/create-console.ts'
import { type KeyCommand, keyCommandOf } from './keys.ts'

const TYPED_IN = 'input:not([type=checkbox], [type=range]), textarea, select'

/** Makes everything that a pointer can do available on the keyboard. */
export const listenToKeys = (con: Console): void => {
  addEventListener('keydown', (event) => {
    const { target } = event
    if (!(target instanceof Element) || document.querySelector('dialog[open]') !== null) return
    if (isFindInPage(event) && goesToSearch(con)) return event.preventDefault()
    const { singleKeys } = con.store.get().preferences
    // Until the next render the focus may still be in a field of a dialog that was just closed: nobody types there.
    const isInClosedDialog = target.closest('dialog') !== null
    const isTyping = !isInClosedDialog && target.closest(TYPED_IN) !== null
    const command = keyCommandOf(event, isTyping, singleKeys)
    if (command === null || isForBrowser(event.key, target)) return
    event.preventDefault()
    HANDLERS[command](con)
  })
}

const isFindInPage = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean => (ctrlKey || metaKey) && key === 'f'

/** A long list has only its visible rows in the page, so the browser would find little. Pressed again, it is the browser’s. */
const goesToSearch = (con: Console): boolean => {
  const { list, route } = con.store.get()
  if (list.groups.length === 0 || route.view !== 'watch' || isSearching()) return false
  goToSearch(con)
  return true
}

/** Arrows and Enter keep their usual meaning except in the list. */
const isForBrowser = (key: string, target: Element): boolean =>
  (key.startsWith('Arrow') || key === 'Enter') && target.closest('.alerts') === null

const actOnChosen =
  (action: AllowedAction) =>
  (con: Console): void => {
    const { alerts, route } = con.store.get()
    const alert = alerts.get(route.alertId ?? '')?.alert
    if (alert) beginAction(con, alert, action)
  }

const HANDLERS: Readonly<Record<KeyCommand, (con: Console) => void>> = {
  next: (con) => step(con, 1),
  previous: (con) => step(con, -1),
  open: (con) => open(con),
  acknowledge: actOnChosen('acknowledge'),
  silence: actOnChosen('silence'),
  note: actOnChosen('note'),
  close: actOnChosen('close'),
  reopen: actOnChosen('reopen'),
  mute: (con) => con.mute(),
  handover: (con) => con.go({ view: 'handover' }),
  report: (con) => con.go({ view: 'report' }),
  watch: (con) => con.go({ view: 'watch' }),
  map: (con) => con.prefer({ showMap: !con.store.get().preferences.showMap }),
  search: goToSearch,
  find: goToFinder,
  time: goToTimeSlider,
  'clear-filter': showAll,
  help: (con) => con.setDialog({ kind: 'help' }),
}

const step = (con: Console, by: 1 | -1): void => {
  const { order, route } = con.store.get()
  if (order.length === 0) return
  const last = order.length - 1
  const index = order.indexOf(route.alertId ?? '')
  const next = order[index < 0 ? (by > 0 ? 0 : last) : Math.min(last, Math.max(0, index + by))]
  if (next === undefined) return
  con.go({ alertId: next, view: 'watch' })
  setTimeout(() => focusRow(next))
}

/** Chooses the focused row, and moves the focus to its evidence. */
const open = (con: Console): void => {
  const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset['alertId'] : undefined
  if (focused !== undefined) con.go({ alertId: focused, view: 'watch' })
  setTimeout(() => document.getElementById('panel')?.focus())
}
