import type { ObservationInput } from '@landfall/contracts'

/** What one line of a recording is. */
export type RecordingRow =
  | { readonly kind: 'observations'; readonly timeMs: number; readonly observations: readonly ObservationInput[] }
  /** `code` groups the refusals in the summary; `reason` names field and value. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
  /** A line that is sound and says nothing about a craft: a heading, a comment, a part of a message. */
  | { readonly kind: 'nothing'; readonly code: string }

export type RowReader = (line: string) => RecordingRow

export const refusedRow = (code: string, reason: string): RecordingRow => ({ kind: 'refused', code, reason })
