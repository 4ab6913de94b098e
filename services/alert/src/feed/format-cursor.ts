import type { LogPlace } from '../domain/alert-store.ts'

/** The cursor of one who holds nothing yet. */
export const NOTHING_HELD = 'a0.c0'

export const formatCursor = ({ alerts, actions }: LogPlace): string => `a${alerts}.c${actions}`

/** Of a cursor that the contract's schema has passed. */
export const parseCursor = (cursor: string): LogPlace => {
  const [alerts = '', actions = ''] = cursor.split('.')
  return { alerts: Number(alerts.slice(1)), actions: Number(actions.slice(1)) }
}

export const isSamePlace = (a: LogPlace, b: LogPlace): boolean => a.alerts === b.alerts && a.actions === b.actions
