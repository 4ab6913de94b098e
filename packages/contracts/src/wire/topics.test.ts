import { expect, test } from 'vitest'
import { topics } from './topics.ts'

const DAYS = 86_400_000
const FOR_EVER = -1

/** Design §2. Partition counts are part of the contract: they decide where in the log a key is. */
test.each([
  ['observations', 12, 90 * DAYS],
  ['arrivals', 12, 90 * DAYS],
  ['alerts', 1, FOR_EVER],
  ['actions', 1, FOR_EVER],
  ['rejected', 3, 14 * DAYS],
  ['sources', 1, 14 * DAYS],
] as const)('%s: %i partitions, kept for %i ms', (name, partitions, retentionMs) => {
  expect(topics('drill')[name]).toMatchObject({
    name: `drill.${name}.v1`,
    partitions,
    retentionMs,
    cleanupPolicy: 'delete',
    timestampType: 'LogAppendTime',
  })
})
