import type { RefObject } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { focusRow } from './focus-row.ts'

/**
 * Keeps the focus in the list when the row that had it goes, because its alert was closed or the rows take another form: the same alert
 * gets it or, without one, whichever stands in its place now.
 */
export const useKeptFocus = (rows: RefObject<HTMLElement>, order: readonly string[]): void => {
  const last = useRef<{ readonly element: Element; readonly alertId: string; readonly index: number } | null>(null)
  useLayoutEffect(() => {
    const had = last.current
    if (had !== null && !had.element.isConnected && document.activeElement === document.body) {
      const next = order.includes(had.alertId) ? had.alertId : order[Math.min(had.index, order.length - 1)]
      if (next !== undefined) focusRow(next)
    }
    last.current = null
    const element = document.activeElement
    if (!(element instanceof HTMLElement) || rows.current?.contains(element) !== true) return
    const alertId = element.dataset['alertId']
    if (alertId !== undefined) last.current = { element, alertId, index: order.indexOf(alertId) }
  })
}
