import type { ClientSpec } from '../client/create-kafka-client.ts'
import { createByteReader } from '../kafkajs-patches/create-byte-reader.ts'
import { rawRequest, withInnerCluster } from './with-inner-cluster.ts'

const API_KEY_DESCRIBE_LOG_DIRS = 35
/** kafkajs does not know this request; version 4 (Kafka 3.3) is the first that says how full the disks are. */
const API_VERSION = 4

type ReadDiskSpaceSpec = ClientSpec & { readonly topic: string }

/**
 * What is left, in bytes, on the fullest disk of any broker that leads a partition of the topic; null where a broker does not
 * know. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const readDiskSpace = (spec: ReadDiskSpaceSpec): Promise<number | null> =>
  withInnerCluster(spec, 'asking how full the disks are', async (cluster) => {
    const leaders = new Set(cluster.findTopicPartitionMetadata(spec.topic).map(({ leader }) => leader))
    const usable: number[] = []
    for (const nodeId of leaders) {
      const { connectionPool } = await cluster.findBroker({ nodeId })
      usable.push(...(await connectionPool.send({ request, response })))
    }
    const known = usable.filter((bytes) => bytes >= 0)
    return known.length === 0 ? null : Math.min(...known)
  })

const CLUSTER_AUTHORIZATION_FAILED = 31

/** As kafkajs has it where it decodes the answer itself. */
const notAllowed = (): Error =>
  Object.assign(new Error('Not authorized to describe the cluster'), {
    type: 'CLUSTER_AUTHORIZATION_FAILED',
    retriable: false,
  })

/** Header tags; an array of no topics, only the disks; tags. */
const BODY = Buffer.from([0, 1, 0])
const request = rawRequest('DescribeLogDirs', API_KEY_DESCRIBE_LOG_DIRS, API_VERSION, BODY)

/** The usable bytes of each log directory that is not offline. */
const decodeUsableBytes = (payload: Buffer): readonly number[] => {
  const reader = createByteReader(payload)
  const count = (): number => reader.unsignedVarint() - 1
  const skipTags = (): void => {
    for (let tags = reader.unsignedVarint(); tags > 0; tags -= 1) {
      reader.unsignedVarint()
      reader.view(reader.unsignedVarint())
    }
  }
  const usable: number[] = []
  skipTags()
  reader.int32() // Throttle time.
  const errorCode = reader.int16()
  if (errorCode === CLUSTER_AUTHORIZATION_FAILED) throw notAllowed()
  if (errorCode !== 0) throw new Error(`the broker answered with error ${errorCode}`)
  for (let logDirs = count(); logDirs > 0; logDirs -= 1) {
    const logDirError = reader.int16()
    reader.view(count()) // Its path.
    if (count() > 0) throw new Error('the broker described topics that it was not asked for')
    reader.int64() // Its size.
    const bytes = reader.int64()
    skipTags()
    if (logDirError === 0) usable.push(bytes)
  }
  return usable
}

const response = {
  decode: async (payload: Buffer) => decodeUsableBytes(payload),
  parse: async (usable: readonly number[]) => usable,
}
