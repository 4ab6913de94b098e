import type { PartitionSettings } from '@landfall/contracts'
import { createKafkaSecurity, type KafkaClient } from '@landfall/kafka'
import {
  createLogger,
  kafkaSecuritySettings,
  partitionSettings,
  readConfig,
  refuseKafkaContradictions,
  TopicPrefix,
} from '@landfall/runtime'
import { z } from 'zod'
import type { Environment, Invocation } from '../command-line/command-definition.ts'
import { UsageError } from '../command-line/command-error.ts'

export type KafkaChoice = Omit<KafkaClient, 'clientId'> & {
  readonly prefix: string
  /** Of topics that have grown, as the services have it. */
  readonly grown: PartitionSettings
}

const Security = z.object(kafkaSecuritySettings).superRefine(refuseKafkaContradictions)

/** Which Kafka, and which system in it. Throws a UsageError that names flag and value, or LF_CONFIG_INVALID that names settings. */
export const readKafkaOptions = ({ args, env }: Invocation): KafkaChoice => {
  const brokers = args.list('brokers') ?? (env.KAFKA_BROKERS ?? '127.0.0.1:9092').split(',').map((one) => one.trim())
  const malformed = brokers.find((one) => !/^[^\s:]+:\d{1,5}$/.test(one))
  if (malformed !== undefined) throw new UsageError(`--brokers ${malformed}: must be host:port`)
  const prefix = args.text('prefix') ?? env.TOPIC_PREFIX ?? 'landfall'
  const wrong = TopicPrefix.safeParse(prefix).error
  if (wrong !== undefined) throw new UsageError(`--prefix ${prefix}: ${wrong.issues[0]?.message}`)
  const logger = createLogger({ name: 'landfall', level: 'silent' })
  return { brokers, prefix, grown: grownIn(env), logger, security: securityOf(env) }
}

const securityOf = (env: Environment) => createKafkaSecurity(readConfig(Security, env))

const grownIn = (env: Environment): PartitionSettings => readConfig(z.object(partitionSettings), env)
