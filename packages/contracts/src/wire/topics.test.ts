import { expect, test } from 'vitest'
import { topics } from './topics.ts'

const DAYS = 86_400_000
const FOR_EVER = -1
const MIB = 1_048_576
const GIB = 1_073_741_824

/** Design §2. Partition counts are part of the contract: they decide where in the log a key is. */
test.each([
  ['observations', 'drill.observations.v1', 12, 90 * DAYS, 24 * GIB],
  ['arrivals', 'drill.arrivals.v1', 12, 90 * DAYS, 4 * GIB],
  ['areaPlacements', 'drill.area-placements.v1', 1, FOR_EVER, FOR_EVER],
  ['exerciseObservations', 'drill.exercise-observations.v1', 4, 90 * DAYS, 4 * GIB],
  ['exerciseArrivals', 'drill.exercise-arrivals.v1', 4, 90 * DAYS, GIB],
  ['alerts', 'drill.alerts.v1', 1, FOR_EVER, FOR_EVER],
  ['actions', 'drill.actions.v1', 1, FOR_EVER, FOR_EVER],
  ['rejected', 'drill.rejected.v1', 3, 14 * DAYS, GIB],
  ['sources', 'drill.sources.v1', 1, 14 * DAYS, 4 * GIB],
  ['deadLetters', 'drill.dead-letters.v1', 1, 90 * DAYS, 4 * GIB],
  ['audit', 'drill.audit.v1', 1, FOR_EVER, FOR_EVER],
  ['sessions', 'drill.sessions.v1', 1, DAYS, 64 * MIB],
] as const)(
  '%s: %s has %i partitions, kept for %i ms and %i bytes',
  (key, name, partitions, retentionMs, retentionBytes) => {
    expect(topics('drill')[key]).toMatchObject({
      name,
      partitions,
      retentionMs,
      retentionBytes,
      cleanupPolicy: 'delete',
      timestampType: 'LogAppendTime',
    })
  },
)

test('what anybody who feeds can fill is bounded in bytes; what is kept for ever is not', () => {
  const { alertIndex, ...rest } = topics('drill')
  expect(alertIndex).toMatchObject({ retentionMs: FOR_EVER, retentionBytes: 1_073_741_824 }) // Its newest records count.
  for (const { retentionMs, retentionBytes } of Object.values(rest))
    expect(retentionBytes === FOR_EVER).toBe(retentionMs === FOR_EVER)
})

test('marks: the newest record of each is kept for ever', () => {
  expect(topics('drill').marks).toMatchObject({
    name: 'drill.marks.v1',
    partitions: 1,
    cleanupPolicy: 'compact',
    retentionMs: FOR_EVER,
    segmentBytes: 16 * MIB,
  })
})

test('state checkpoints: the newest of each key is kept for ever, and older ones soon go', () => {
  expect(topics('drill').stateCheckpoints).toMatchObject({
    name: 'drill.state-checkpoints.v1',
    cleanupPolicy: 'compact',
    retentionMs: FOR_EVER,
    segmentBytes: 16 * MIB,
    dirtyRatioMax: 0.3,
  })
})

test('a dead letter outlives the record that it holds, and may be larger by what base64 and its envelope take', () => {
  const { observations, arrivals, sources, deadLetters } = topics('drill')
  for (const { retentionMs, messageBytesMax } of [observations, arrivals, sources]) {
    expect(deadLetters.retentionMs).toBeGreaterThanOrEqual(retentionMs)
    expect(deadLetters.messageBytesMax).toBeGreaterThanOrEqual((messageBytesMax * 4) / 3 + 65_536)
  }
})

test('what is refused is stored compressed', () => {
  expect(topics('drill').rejected.compressionType).toBe('gzip')
})
