import { createLogger } from '@landfall/runtime'
import type { Invocation } from '../command/command.ts'
import { UsageError } from '../command/command-error.ts'

const PREFIX_FORM = /^[a-zA-Z0-9._-]{1,64}$/

export type KafkaChoice = {
  readonly brokers: readonly string[]
  readonly prefix: string
  readonly logger: ReturnType<typeof createLogger>
}

/** Which Kafka, and which system in it. Throws a UsageError that names flag and value. */
export const readKafkaOptions = ({ args, env }: Invocation): KafkaChoice => {
  const brokers = args.list('brokers') ?? (env.KAFKA_BROKERS ?? '127.0.0.1:9092').split(',').map((one) => one.trim())
  const malformed = brokers.find((one) => !/^[^\s:]+:\d{1,5}$/.test(one))
  if (malformed !== undefined) throw new UsageError(`--brokers ${malformed}: must be host:port`)
  const prefix = args.text('prefix') ?? env.TOPIC_PREFIX ?? 'landfall'
  if (!PREFIX_FORM.test(prefix)) throw new UsageError(`--prefix ${prefix}: must be 1 to 64 of A-Z, a-z, 0-9, . _ -`)
  return { brokers, prefix, logger: createLogger({ name: 'landfall', level: 'silent' }) }
}
