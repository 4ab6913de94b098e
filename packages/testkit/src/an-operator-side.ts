import type { OperatorSide } from '@landfall/contracts'

/** Of an alert that was raised at a time, and that nobody has looked at. */
export const anOperatorSide = (raisedAt: string, given: Partial<OperatorSide> = {}): OperatorSide => ({
  state: 'unacknowledged',
  listed: true,
  raisedAt,
  updatedAt: raisedAt,
  acknowledgement: null,
  silencedUntil: null,
  escalatedAt: null,
  closed: null,
  notes: [],
  notesMore: 0,
  allowedActions: [],
  ...given,
})
