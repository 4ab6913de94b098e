import type { MassArrivalAlert } from '@landfall/contracts'
import type { OutRecord, SentRecord } from '@landfall/kafka'
import type { LoadedPartition, PartitionStore } from '@landfall/redis'
import type { SetAside, StagePorts, StageRecord, TopicPositions } from '@landfall/stage'
import type { StageName } from './create-memory-redis.ts'
import type { FencedWriter } from './create-memory-topics.ts'
import type { Peer } from './create-network.ts'
import type { InstanceWorld } from './instance-world.ts'

/** An effect that is done at once when the network comes to it. */
export const doneAtOnce =
  <T>(effect: () => T) =>
  () =>
    ({ done: true, value: effect() }) as const

export const loadFrom = (store: Pick<PartitionStore, 'load'>, partition: number): Promise<LoadedPartition> => {
  const loaded = store.load(partition)
  loaded.catch(() => {}) // Reported to whoever still lives when the answer comes.
  return loaded
}

/** What the runner of one process asks Kafka and Redis for, each request a packet of the network. */
export const createInstancePorts = (peer: Peer, world: InstanceWorld, trace: (event: () => string) => void) => {
  const { network, topics, redis, names, places } = world
  const askOnce = <T>(what: string, effect: () => T) => network.ask(peer, what, doneAtOnce(effect))
  const topicOf = (stage: StageName): string => (stage === 'arrivals' ? names.observations.name : names.arrivals.name)

  const produceAs =
    (writer: FencedWriter) =>
    (records: readonly OutRecord[]): Promise<readonly SentRecord[]> => {
      const sent: SentRecord[] = []
      return network.ask(peer, 'produce', () => {
        const record = records[sent.length]
        if (record !== undefined) {
          sent.push(topics.append(record, writer))
          trace(() => `appends ${record.topic} ${record.key} ${String(record.value)}`)
        }
        return sent.length >= records.length ? { done: true, value: sent } : { done: false }
      })
    }

  const readAlertsOf =
    (partition: number) =>
    (from: TopicPositions = new Map()) =>
      askOnce('read alerts', () => {
        const { name } = names.alerts
        const { entries, highWatermark } = topics.read(name, 0, from.get(0) ?? 0, Number.POSITIVE_INFINITY)
        const versionOf = ({ value }: StageRecord) => JSON.parse(String(value)) as MassArrivalAlert
        const ours = entries.filter((one) => places.partitionOf(versionOf(one).areaId) === partition)
        return {
          versions: ours.map(versionOf),
          positions: new Map([[0, highWatermark]]),
          beganMs: ours[0]?.timestampMs,
        }
      })

  const portsOf = (
    stage: StageName,
    writer: FencedWriter,
    store = redis.connect(stage),
  ): StagePorts<unknown, unknown, never> => ({
    load: async (partition) => await askOnce('load', () => loadFrom(store, partition)),
    discard: async (partition) => await askOnce('discard', () => store.discard(partition)),
    logId: async () => topicOf(stage),
    partitions: topics.partitions(topicOf(stage)).length,
    endOffset: (partition) => askOnce('end offset', () => topics.read(topicOf(stage), partition, 0, 0).highWatermark),
    logBeganMs: (partition) =>
      askOnce('first record', () => topics.read(topicOf(stage), partition, 0, 1).entries[0]?.timestampMs ?? null),
    produce: produceAs(writer),
    setAside: async (partition, records) => {
      const letterOf = ({ record }: SetAside): OutRecord => ({
        topic: names.deadLetters.name,
        key: `${stage}/${partition}/${record.offset}`,
        value: `${stage} ${String(record.value)}`,
      })
      await produceAs(writer)(records.map(letterOf))
    },
    commit: async (partition, commit) => {
      const outcome = await askOnce('commit', () => store.commit(partition, commit))
      trace(() => `${stage}/${partition} ${commit.expectedOffset} to ${commit.nextOffset}: ${outcome}`)
      return outcome
    },
  })

  return { topicOf, portsOf, readAlertsOf }
}
