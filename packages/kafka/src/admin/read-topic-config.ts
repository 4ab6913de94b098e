import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs'
import { toLandfallError } from '../client/kafka-fault.ts'

/** The settings of a topic with these names; all of them where none are given. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const readTopicConfig = async (
  admin: Admin,
  topic: string,
  configNames?: string[],
): Promise<readonly ConfigEntries[]> => {
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, ...(configNames && { configNames }) }
  const asking = admin.describeConfigs({ includeSynonyms: false, resources: [resource] })
  const answer = await asking.catch((error: unknown) => {
    throw toLandfallError(`reading the settings of ${topic}`, error)
  })
  return answer.resources[0]?.configEntries ?? []
}

export const settingIn = (entries: readonly ConfigEntries[], name: string): string | undefined =>
  entries.find(({ configName }) => configName === name)?.configValue
