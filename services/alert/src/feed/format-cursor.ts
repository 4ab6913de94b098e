import type { LogPosition } from '../domain/log-position.ts'

/** The cursor of a client that holds nothing yet. */
export const EMPTY_CURSOR = 'a0.c0'

export const formatCursor = ({ alerts, actions }: LogPosition): string => `a${alerts}.c${actions}`

/** Expects a cursor that the contract's schema has accepted. */
export const parseCursor = (cursor: string): LogPosition => {
  const [alerts = '', actions = ''] = cursor.split('.')
  return { alerts: Number(alerts.slice(1)), actions: Number(actions.slice(1)) }
}

export const isSamePosition = (a: LogPosition, b: LogPosition): boolean =>
  a.alerts === b.alerts && a.actions === b.actions
