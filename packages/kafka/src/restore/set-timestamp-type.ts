import { LandfallError, pause } from '@landfall/runtime'
import kafkajs, { type Admin, type ConfigEntries } from 'kafkajs'
import { withAdmin } from '../admin/with-admin.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'

/** Who says when a record was written: its writer, or the broker that appends it. */
type TimestampType = 'CreateTime' | 'LogAppendTime'

const SETTING = 'message.timestamp.type'
/** Kafka's number for a setting of the topic itself, not of a broker or a default. */
const OF_TOPIC = 1
const SETTLED_MS_MAX = 30_000
const POLL_MS = 50

/**
 * Changes one topic's `message.timestamp.type`; its other settings stay. Resolves when the broker reports the change. Records
 * that are there keep the times they have. Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const setTimestampType = (spec: ClientSpec & { readonly topic: string }, type: TimestampType): Promise<void> =>
  withAdmin(spec, async (admin) => {
    const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: spec.topic }
    const before = await describe(admin, spec.topic)
    // What a request of this kind does not name goes back to its default, so all that is set is named.
    const kept = before
      .filter(({ configName, configSource }) => Number(configSource) === OF_TOPIC && configName !== SETTING)
      .map(({ configName, configValue }) => ({ name: configName, value: configValue }))
    const configEntries = [...kept, { name: SETTING, value: type }]
    await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] })
    const untilMs = performance.now() + SETTLED_MS_MAX
    while (timestampTypeIn(await describe(admin, spec.topic)) !== type) {
      if (performance.now() > untilMs) throw notTaken(spec.topic, type)
      await pause(POLL_MS)
    }
  })

const describe = async (admin: Admin, topic: string): Promise<readonly ConfigEntries[]> => {
  const resources = [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }]
  const answer = await admin.describeConfigs({ includeSynonyms: false, resources })
  return answer.resources[0]?.configEntries ?? []
}

const timestampTypeIn = (entries: readonly ConfigEntries[]): string | undefined =>
  entries.find(({ configName }) => configName === SETTING)?.configValue

const notTaken = (topic: string, type: TimestampType): LandfallError =>
  new LandfallError('LF_BROKER_DOWN', `${topic}: ${SETTING} is not ${type} after ${SETTLED_MS_MAX / 1_000} s`, {
    retryable: true,
  })
