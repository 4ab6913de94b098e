import type { AlertRow } from './alert-row.ts'

/** What the look of a row follows from, whether it is a card or a line. */
export const rowClass = (row: AlertRow, isSelected: boolean): string =>
  [
    'row',
    row.severity,
    row.icon,
    row.unacknowledged && 'unacknowledged',
    row.exercise && 'exercise',
    row.ended && 'ended',
    isSelected && 'selected',
  ]
    .filter(Boolean)
    .join(' ')
