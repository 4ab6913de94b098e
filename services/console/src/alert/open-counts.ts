import type { AlertView } from '@landfall/contracts'

export type OpenCounts = { readonly real: number; readonly exercise: number }

/** How many alerts are open, whatever a filter hides: neither ended nor closed. */
export const openCounts = (alerts: readonly AlertView[]): OpenCounts => {
  const open = alerts.filter(({ status, listed }) => status === 'open' && listed)
  const exercise = open.filter((alert) => alert.exercise).length
  return { real: open.length - exercise, exercise }
}
