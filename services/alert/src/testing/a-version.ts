import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion } from '../domain/alert-version.ts'

export const aVersion = (given: Partial<AlertVersion> = {}): AlertVersion => {
  const version = {
    alertId: 'nz-1',
    version: 1,
    kind: 'mass-arrival',
    status: 'open',
    severity: 'warning',
    exercise: false,
    areaId: 'nz',
    sourceId: null,
    supersededBy: null,
    craft: [{ craftId: 'mmsi:512000001', sameAs: [], likely: 42 }],
    hasUnlistedJoining: false,
    periodMs: 86_400_000,
    offset: 0,
    timeMs: 1_000,
    place: null,
    ...given,
  } as const
  return { json: Buffer.from(JSON.stringify({ alertId: version.alertId, version: version.version })), ...version }
}

export const anAction = (given: Partial<AlertAction> = {}): AlertAction => ({
  actionId: `action-${given.offset ?? 0}`,
  alertId: 'nz-1',
  action: 'acknowledge',
  expectedVersion: 1,
  operator: 'anna',
  note: null,
  untilMs: null,
  turn: 0,
  escalateAfterMs: null,
  offset: 0,
  timeMs: 2_000,
  ...given,
})
