import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs'

/** The settings of a topic with these names; all of them where none are given. */
export const readTopicConfig = async (
  admin: Admin,
  topic: string,
  configNames?: string[],
): Promise<readonly ConfigEntries[]> => {
  const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, ...(configNames && { configNames }) }
  const answer = await admin.describeConfigs({ includeSynonyms: false, resources: [resource] })
  return answer.resources[0]?.configEntries ?? []
}

export const settingIn = (entries: readonly ConfigEntries[], name: string): string | undefined =>
  entries.find(({ configName }) => configName === name)?.configValue
