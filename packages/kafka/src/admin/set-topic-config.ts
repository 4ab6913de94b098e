import { LandfallError, pause } from '@landfall/runtime'
import kafkajs from 'kafkajs'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { readTopicConfig, settingIn } from './read-topic-config.ts'
import { withAdmin } from './with-admin.ts'

type Setting =
  /** Who says when a record was written: its writer, or the broker that appends it. Records that are there keep their times. */
  | { readonly name: 'message.timestamp.type'; readonly value: 'CreateTime' | 'LogAppendTime' }
  /** 0: nobody can append. */
  | { readonly name: 'max.message.bytes'; readonly value: number }

/** Kafka's number for a setting of the topic itself, not of a broker or a default. */
const OF_TOPIC = 1
const SETTLED_MS_MAX = 30_000
const POLL_MS = 50

/**
 * Changes one setting of a topic; its others stay. Resolves when the broker that was asked reports the change.
 * Throws LF_BROKER_DOWN or LF_BROKER_REFUSED.
 */
export const setTopicConfig = (spec: ClientSpec & { readonly topic: string }, setting: Setting): Promise<void> =>
  withAdmin(spec, async (admin) => {
    const { topic } = spec
    const [name, value] = [setting.name, String(setting.value)]
    // What a request of this kind does not name goes back to its default, so all that is set is named.
    const kept = (await readTopicConfig(admin, topic))
      .filter(({ configName, configSource }) => Number(configSource) === OF_TOPIC && configName !== name)
      .map(({ configName, configValue }) => ({ name: configName, value: configValue }))
    const configEntries = [...kept, { name, value }]
    const resource = { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }
    await admin.alterConfigs({ validateOnly: false, resources: [{ ...resource, configEntries }] })
    const untilMs = performance.now() + SETTLED_MS_MAX
    while (settingIn(await readTopicConfig(admin, topic), name) !== value) {
      if (performance.now() > untilMs) throw notTaken(topic, name, value)
      await pause(POLL_MS)
    }
  })

const notTaken = (topic: string, name: string, value: string): LandfallError =>
  new LandfallError('LF_BROKER_DOWN', `${topic}: ${name} is not ${value} after ${SETTLED_MS_MAX / 1_000} s`, {
    retryable: true,
  })
