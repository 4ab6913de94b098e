import { expect, test } from 'vitest'
import { topics } from './topics.ts'

const DAYS = 86_400_000
const FOR_EVER = -1
const MIB = 1_048_576
const GIB = 1_073_741_824

/** Design §2. Partition counts are part of the contract: they decide where in the log a key is. */
test.each([
  ['observations', 12, 90 * DAYS, 24 * GIB],
  ['arrivals', 12, 90 * DAYS, 4 * GIB],
  ['alerts', 1, FOR_EVER, FOR_EVER],
  ['actions', 1, FOR_EVER, FOR_EVER],
  ['rejected', 3, 14 * DAYS, GIB],
  ['sources', 1, 14 * DAYS, 4 * GIB],
  ['audit', 1, FOR_EVER, FOR_EVER],
  ['sessions', 1, DAYS, 64 * MIB],
] as const)('%s: %i partitions, kept for %i ms and %i bytes', (name, partitions, retentionMs, retentionBytes) => {
  expect(topics('drill')[name]).toMatchObject({
    name: `drill.${name}.v1`,
    partitions,
    retentionMs,
    retentionBytes,
    cleanupPolicy: 'delete',
    timestampType: 'LogAppendTime',
  })
})

test('what anybody who feeds can fill is bounded in bytes; what is kept for ever is not', () => {
  for (const { retentionMs, retentionBytes } of Object.values(topics('drill')))
    expect(retentionBytes === FOR_EVER).toBe(retentionMs === FOR_EVER)
})

test('what is refused is stored compressed', () => {
  expect(topics('drill').rejected.compressionType).toBe('gzip')
})
