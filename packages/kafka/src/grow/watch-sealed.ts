import type { TopicSpec } from '@landfall/contracts'
import { pause } from '@landfall/runtime'
import { describeTopics } from '../admin/describe-topics.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'

const PERIOD_MS = 5_000

type SealedWatch = {
  /** What to do, where a topic that is read has grown: nothing comes in there any more. Undefined where it has not. */
  readonly trouble: () => string | undefined
  readonly close: () => Promise<void>
}

/**
 * Looks every 5 s whether one of the topics has grown while the program runs. It would go on with a log in which nothing comes any
 * more, and take that for a quiet sea.
 */
export const watchSealed = (spec: ClientSpec & { readonly topics: readonly TopicSpec[] }): SealedWatch => {
  const { topics, ...client } = spec
  const closing = new AbortController()
  const troubles = new Map<string, string>()
  const look = async (): Promise<void> => {
    for (const { name, isSealed } of await describeTopics({ ...client, specs: topics })) {
      const setting = topics.find((topic) => topic.name === name)?.first?.setting
      const trouble = `${name} has grown: start again with ${setting} as its later generation has it`
      if (!isSealed) troubles.delete(name)
      else if (!troubles.has(name)) {
        troubles.set(name, trouble)
        client.logger.error({ event: 'topic.sealed', topic: name, setting })
      }
    }
  }
  const run = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      await look().catch((error: unknown) => client.logger.debug({ event: 'topics.not-seen', err: error }))
      await pause(PERIOD_MS, closing.signal)
    }
  }
  const ran = run()
  return {
    trouble: () => [...troubles.values()].at(0),
    close: async () => {
      closing.abort()
      await ran
    },
  }
}
