import { needsAttention, severityOf } from '../model/severity.ts'
import { statusStrip } from '../model/status-strip.ts'
import type { State } from './state.ts'

/** What the tab says when it is not the one that is looked at. */
export const pageTitle = (state: State): string => {
  if (state.everHeld && !statusStrip(state.feed, state.nowMs).trusted) return 'NOT CURRENT · Landfall'
  const waiting = [...state.alerts.values()].map(({ alert }) => alert).filter(needsAttention)
  const count = (severity: string): number => waiting.filter((alert) => severityOf(alert) === severity).length
  const parts = (['alarm', 'warning', 'caution'] as const).filter((severity) => count(severity) > 0)
  return [...parts.map((severity) => `${count(severity)} ${severity}`), 'Landfall'].join(' · ')
}
