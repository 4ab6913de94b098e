import { randomUUID } from 'node:crypto'
import { createLogger } from '@landfall/runtime'
import { Kafka, logLevel } from 'kafkajs'
import { ensureTopics } from './ensure-topics.ts'

/** Shared by the tests of this package, and by nothing else. */
export const silent = createLogger({ name: 'test', level: 'silent' })

export const aName = (): string => `t${randomUUID().slice(0, 8)}`

/** A new topic for one test. */
export const aTopic = async (brokers: readonly string[], partitions = 1): Promise<string> => {
  const name = aName()
  const spec = { name, partitions, retentionMs: -1, cleanupPolicy: 'delete', timestampType: 'LogAppendTime' } as const
  await ensureTopics({ brokers, logger: silent, specs: [{ ...spec, messageBytesMax: 16_777_216 }] })
  return name
}

/** Bare kafkajs with its own retries, for what only a test does to a broker. */
export const bareClient = (brokers: readonly string[]): Kafka =>
  new Kafka({ brokers: [...brokers], clientId: 'test', logLevel: logLevel.NOTHING })
