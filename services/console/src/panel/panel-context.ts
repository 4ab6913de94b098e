import type { ChecklistSpec, NearAnswer } from '@landfall/contracts'
import type { Windows } from './summary/limb-rows.ts'

/** What the console knows of the craft near the chosen alert; `failed`: it could not be asked. */
export type NearKnown = NearAnswer | 'asking' | 'failed'

/** What the panel knows beyond the alert itself, and what whoever looks may do about a craft. */
export type PanelContext = {
  /** Of the server. */
  readonly nowMs: number
  /** The craft near a call for help. */
  readonly near: NearKnown
  /** Of the alert's area; null while not known. */
  readonly windows: Windows | null
  /** What to do about the alert; null where nothing is laid down, or it is not known yet. */
  readonly checklist: ChecklistSpec | null
  readonly letters: ReadonlyMap<string, string>
  readonly pointedCraftId: string | null
  readonly onPoint: (craftId: string | null) => void
  /** Shows the reports on a craft beside each other. */
  readonly onCompare: (craftId: string) => void
  /** Opens the report form for a craft; absent where whoever looks may not report. */
  readonly onReport?: (craftId: string) => void
  /** Asks whether the position of an arrival shall be taken back; absent as `onReport` is. */
  readonly onTakeBack?: (craftId: string, arrivedAt: string) => void
}
