import type { TopicSpec } from '@landfall/contracts'
import { LandfallError } from '@landfall/runtime'
import type { Admin } from 'kafkajs'
import { setTopicConfig } from '../admin/set-topic-config.ts'
import { withAdmin } from '../admin/with-admin.ts'
import type { ClientSpec } from '../client/create-kafka-client.ts'
import { toLandfallError } from '../client/kafka-fault.ts'
import { partitionsChanged } from '../client/require-partitions.ts'
import { generationsIn, isFilling, isSealed, SEALED } from './require-open.ts'

export type GrowthSpec = ClientSpec & {
  readonly from: TopicSpec
  /** A later generation of the same topic. */
  readonly to: TopicSpec
}

/**
 * How far a topic has grown. `copying`, `sealed`: the later generation is filled, and the former one can, or can no longer, be written
 * to. `done`: the later one is open.
 */
export type GrowthState = 'not-begun' | 'copying' | 'sealed' | 'done'

/** Throws LF_TOPICS_MISSING, LF_TOPIC_SEALED, LF_TOPIC_IN_USE, LF_PARTITIONS_CHANGED, LF_BROKER_DOWN or LF_BROKER_REFUSED. */
export const readGrowth = ({ from, to, ...client }: GrowthSpec): Promise<GrowthState> =>
  withAdmin(client, async (admin) => {
    const names = await admin.listTopics()
    if (!names.includes(from.name))
      throw new LandfallError('LF_TOPICS_MISSING', `${from.name} is not there`, { retryable: false })
    const another = generationsIn(from, names).find(
      ({ name, partitions }) => name !== to.name && partitions > from.partitions,
    )
    if (another !== undefined) {
      const what = `${another.name} is there: ${from.name} has grown, or grows, to that`
      throw new LandfallError(
        'LF_TOPIC_SEALED',
        `${what}. Set ${from.first?.setting}=${another.partitions} to go on from it`,
        {
          retryable: false,
        },
      )
    }
    await requirePartitionsUsed(admin, from)
    const [isTo, isOver] = [names.includes(to.name), await isSealed(admin, from.name)]
    if (!isTo) return 'not-begun'
    if (await isFilling(admin, to.name)) return isOver ? 'sealed' : 'copying'
    if (isOver) return 'done'
    await requireEmpty(admin, to)
    return 'not-begun'
  })

/**
 * Deletes the later generation while it is filled, and lets the former one be written to again. Throws LF_TOPIC_IN_USE when the
 * later one is open, and may hold what the former does not; else as `readGrowth`.
 */
export const abandonGrowth = async (spec: GrowthSpec): Promise<void> => {
  const { from, to, ...client } = spec
  const state = await readGrowth(spec)
  if (state === 'done') throw inUse(to, 'it is open, and may hold what was never in the former one')
  await withAdmin(client, async (admin) => {
    const isThere = (await admin.listTopics()).includes(to.name)
    if (!isThere) return
    await admin.deleteTopics({ topics: [to.name] }).catch((error: unknown) => {
      throw toLandfallError(`deleting ${to.name}`, error)
    })
  })
  await setTopicConfig({ ...client, topic: from.name }, { name: SEALED.name, value: from.messageBytesMax })
}

/** Records in partitions beyond the contract would be left behind. */
const requirePartitionsUsed = async (admin: Admin, { name, partitions: contract }: TopicSpec): Promise<void> => {
  const offsets = await admin.fetchTopicOffsets(name)
  if (offsets.length < contract) throw partitionsChanged(name, `${offsets.length} partitions, not ${contract}`)
  const beyond = offsets.filter(({ partition, low, high }) => partition >= contract && Number(high) > Number(low))
  if (beyond.length === 0) return
  const where = beyond.map(({ partition }) => partition).join(', ')
  throw partitionsChanged(name, `records in partitions beyond its ${contract} (${where}): gather them first`)
}

const requireEmpty = async (admin: Admin, to: TopicSpec): Promise<void> => {
  const offsets = await admin.fetchTopicOffsets(to.name)
  const isAsMade = offsets.length === to.partitions && offsets.every(({ high }) => Number(high) === 0)
  if (!isAsMade) throw inUse(to, `it is there, with ${offsets.length} partitions, and something has been in it`)
}

export const inUse = ({ name }: TopicSpec, why: string): LandfallError =>
  new LandfallError('LF_TOPIC_IN_USE', `${name}: ${why}`, { retryable: false })
