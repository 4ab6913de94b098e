import { expect, test } from 'vitest'
import { ALERT_BYTES_MAX } from '../alerts/alert-limits.ts'
import { anApproachOf, createInboundBoard, milesNorth, sighted } from './testing/create-inbound-board.ts'

test('an alert of very many boats keeps its bound and its numbers', () => {
  const board = createInboundBoard()
  const boats = 3_000
  const fixes = Array.from({ length: 12 }, (_, index) => [1 + index / 100, milesNorth(index)] as const)
  const snapshots = Array.from({ length: boats }, (_, index) => ({
    approach: anApproachOf({ at: 2 + index / 10_000, persons: sighted(1), before: fixes }),
  }))
  const [alert] = board.raisedBy(snapshots.map((given, index) => [`track:${index}`, given] as const))
  if (alert?.kind !== 'inbound-group') throw new Error('no inbound group')
  expect(Buffer.byteLength(JSON.stringify(alert))).toBeLessThanOrEqual(ALERT_BYTES_MAX)
  expect(alert.inbound).toBe(boats)
  expect(alert.craft.length + (alert.craftMore ?? 0)).toBe(boats)
  expect(alert.craftMore).toBeGreaterThan(0)
})
