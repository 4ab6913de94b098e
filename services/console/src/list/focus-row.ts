/** Focuses the row of an alert, wherever it is: the list scrolls to the chosen one by itself. False where it has no row. */
export const focusRow = (alertId: string): boolean => {
  const row = document.querySelector(`.alerts [data-alert-id="${CSS.escape(alertId)}"]`)
  if (!(row instanceof HTMLElement)) return false
  row.focus({ preventScroll: true })
  return true
}
