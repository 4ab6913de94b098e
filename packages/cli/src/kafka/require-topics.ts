import type { TopicSpec } from '@landfall/contracts'
import { describeTopics } from '@landfall/kafka'
import { CommandError } from '../command-line/command-error.ts'
import { EXIT } from '../command-line/exit-code.ts'
import type { KafkaChoice } from './read-kafka-options.ts'

/**
 * Throws a CommandError that names the first topic that is not there: most likely the prefix is another system's; or one that has
 * grown, which is no longer the whole log.
 */
export const requireTopics = async (kafka: KafkaChoice, specs: readonly TopicSpec[]): Promise<void> => {
  const found = await describeTopics({ ...kafka, specs })
  const sealed = found.find(({ isSealed }) => isSealed)
  if (sealed !== undefined) {
    const setting = specs.find(({ name }) => name === sealed.name)?.first?.setting
    const hint = `set ${setting} as the services have it (docs/operating.md, “More partitions”)`
    throw new CommandError(EXIT.noInput, `${sealed.name} has grown: what came since is in a later generation`, { hint })
  }
  const missing = found.find(({ exists }) => !exists)
  if (missing === undefined) return
  const hint = '--prefix or TOPIC_PREFIX names the system; landfall topics shows what is there'
  throw new CommandError(EXIT.noInput, `${missing.name} is missing`, { hint })
}
