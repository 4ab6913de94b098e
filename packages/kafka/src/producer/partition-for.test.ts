import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { murmur2, partitionFor } from './partition-for.ts'

type Murmur2 = (key: string | Buffer) => number
const kafkajsMurmur2 = createRequire(import.meta.url)('kafkajs/src/producer/partitioners/default/murmur2') as Murmur2

/** From Apache Kafka's own UtilsTest.testMurmur2. */
test.each([
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
  ['abc', 479470107],
])('murmur2 of %s is %i, as in Java', (key, hash) => {
  expect(murmur2(Buffer.from(key))).toBe(hash)
})

test('murmur2 agrees with the one of kafkajs on any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      expect(murmur2(bytes)).toBe(kafkajsMurmur2(Buffer.from(bytes)))
    }),
  )
})

test('every key has a partition, always the same one', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 100 }), (key, partitions) => {
      const partition = partitionFor(key, partitions)
      expect(partition).toBe(partitionFor(key, partitions))
      expect(partition >= 0 && partition < partitions && Number.isInteger(partition)).toBe(true)
    }),
  )
})
