import type { ClientSpec } from '../client/create-kafka-client.ts'
import { rawRequest, withInnerCluster } from './with-inner-cluster.ts'

const API_KEY_METADATA = 3
/** kafkajs speaks Metadata up to version 6, and a topic's id came with 10: so this one request is encoded by hand. */
const API_VERSION = 12
const UUID_BYTES = 16

export type ReadTopicIdSpec = ClientSpec & { readonly topic: string }

/**
 * The id that Kafka (2.8 or later) gave the topic when it was created, as 32 hex digits; a topic deleted and recreated has
 * another. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readTopicId = (spec: ReadTopicIdSpec): Promise<string> =>
  withInnerCluster(spec, `reading the id of ${spec.topic}`, async (cluster) => {
    const leader = cluster.findTopicPartitionMetadata(spec.topic)[0]?.leader ?? -1
    const { connectionPool } = await cluster.findBroker({ nodeId: leader })
    const response = { decode: async (payload: Buffer) => decodeTopicId(payload), parse: async (id: string) => id }
    return connectionPool.send({ request: metadataRequest(spec.topic), response })
  })

/** Flexible version: the header ends with a byte for tags, and lengths are counted from 1. */
const metadataRequest = (topic: string) => {
  const name = Buffer.from(topic) // At most 249 bytes (Kafka's limit on names), so its length takes one or two bytes.
  const body = Buffer.concat([
    Buffer.from([0, 2]), // Header tags; an array of one topic.
    Buffer.alloc(UUID_BYTES), // No id: it is found by name.
    uvarint(name.length + 1),
    name,
    Buffer.from([0, 0, 0, 0]), // The topic's tags; no auto creation; no authorised operations; tags.
  ])
  return rawRequest('Metadata', API_KEY_METADATA, API_VERSION, body)
}

const uvarint = (value: number): Buffer =>
  value < 0x80 ? Buffer.from([value]) : Buffer.from([(value & 0x7f) | 0x80, value >>> 7])

const decodeTopicId = (payload: Buffer): string => {
  let position = 0
  const skip = (bytes: number): void => {
    position += bytes
  }
  const readUvarint = (): number => {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = payload.readUInt8(position)
      position += 1
      value |= (byte & 0x7f) << shift
      if ((byte & 0x80) === 0) return value
    }
  }
  const skipString = (): void => skip(Math.max(0, readUvarint() - 1))
  skip(1 + 4) // Header tags, throttle time.
  for (let brokers = readUvarint() - 1; brokers > 0; brokers -= 1) {
    skip(4)
    skipString() // Host.
    skip(4)
    skipString() // Rack.
    skip(1)
  }
  skipString() // Cluster id.
  skip(4) // Controller.
  readUvarint() // One topic.
  const errorCode = payload.readInt16BE(position)
  skip(2)
  skipString() // Its name.
  if (errorCode !== 0) throw new Error(`the broker answered with error ${errorCode}`)
  return payload.subarray(position, position + UUID_BYTES).toString('hex')
}
