import type { TopicSpec } from '@landfall/contracts'
import { describeTopics } from '@landfall/kafka'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { KafkaChoice } from './read-kafka-options.ts'

/** Throws a CommandError that names the first topic that is not there: most likely the prefix is another system's. */
export const requireTopics = async (kafka: KafkaChoice, specs: readonly TopicSpec[]): Promise<void> => {
  const missing = (await describeTopics({ ...kafka, specs })).find(({ exists }) => !exists)
  if (missing === undefined) return
  const hint = '--prefix or TOPIC_PREFIX names the system; landfall topics shows what is there'
  throw new CommandError(EXIT.noInput, `${missing.name} is missing`, { hint })
}
