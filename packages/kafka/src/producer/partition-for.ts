const SEED = 0x9747b28c
const MULTIPLIER = 0x5bd1e995

/** The partition that Kafka's default partitioner gives a key: murmur2 without its sign, modulo the number of partitions. */
export const partitionFor = (key: string, partitions: number): number =>
  (murmur2(Buffer.from(key)) & 0x7fffffff) % partitions

/** org.apache.kafka.common.utils.Utils.murmur2, on 32-bit integers as in Java. */
export const murmur2 = (data: Uint8Array): number => {
  const { length } = data
  const byte = (index: number): number => data[index] ?? 0
  let hash = SEED ^ length
  const wholeWords = length & ~3
  for (let start = 0; start < wholeWords; start += 4) {
    let word = byte(start) | (byte(start + 1) << 8) | (byte(start + 2) << 16) | (byte(start + 3) << 24)
    word = Math.imul(word, MULTIPLIER)
    word ^= word >>> 24
    hash = Math.imul(hash, MULTIPLIER) ^ Math.imul(word, MULTIPLIER)
  }
  const rest = length & 3
  if (rest === 3) hash ^= byte(wholeWords + 2) << 16
  if (rest >= 2) hash ^= byte(wholeWords + 1) << 8
  if (rest >= 1) hash = Math.imul(hash ^ byte(wholeWords), MULTIPLIER)
  hash = Math.imul(hash ^ (hash >>> 13), MULTIPLIER)
  return hash ^ (hash >>> 15)
}
