import { topics } from '@landfall/contracts'
import { ensureTopics } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { type Say, withProgress } from '../process/with-progress.ts'

/** Creates the topics that are missing, and reports where the others differ from their specification. */
export const makeTopics = async (kafkaBrokers: string, prefix: string, say: Say): Promise<void> => {
  const { created, drift } = await withProgress(say, 'Topics: creating', () =>
    ensureTopics({
      brokers: kafkaBrokers.split(','),
      logger: createLogger({ name: 'topics', level: 'error' }),
      specs: Object.values(topics(prefix)),
    }),
  )
  if (created.length > 0) say(`Topics: created ${created.join(', ')}`)
  for (const { topic, setting, wanted, found } of drift)
    say(`Topics: ${topic} has ${setting} ${found}, not ${wanted}; it is left as it is`)
}
