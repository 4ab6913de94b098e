import { CHECKLIST_TICKS_MAX } from '@landfall/contracts'
import type { ActionRefusal, AlertAction } from '../alert-action.ts'
import type { Authored } from '../lifecycle.ts'

/** An item of the checklist that is ticked. */
export type Tick = Authored & { readonly item: string }

export const isTick = ({ action }: Pick<AlertAction, 'action'>): boolean => action === 'tick' || action === 'untick'

/**
 * The ticked items after one more tick, oldest first; a refusal where somebody else was faster, or too many are ticked. Ticks
 * name a version, but their order in the log alone decides: they never depend on which versions have been read, and no other
 * action ever depends on them, so a version of Landfall that skips them decides all others alike.
 */
export const takeTick = (ticks: readonly Tick[], action: AlertAction): TickTaken => {
  const { item, timeMs: atMs, operator, tokenId } = action
  if (item === undefined) return { outcome: 'not-allowed', ticks }
  const isTicked = ticks.some((tick) => tick.item === item)
  if (isTicked === (action.action === 'tick')) return { outcome: 'overtaken', ticks }
  if (isTicked) return { outcome: 'took', ticks: ticks.filter((tick) => tick.item !== item) }
  if (ticks.length >= CHECKLIST_TICKS_MAX) return { outcome: 'not-allowed', ticks }
  return { outcome: 'took', ticks: [...ticks, { item, atMs, operator, tokenId }] }
}
type TickTaken = { readonly outcome: 'took' | ActionRefusal; readonly ticks: readonly Tick[] }
