import type { MassArrivalAlert, Topics } from '@landfall/contracts'
import { type OutRecord, partitionFor, type SentRecord } from '@landfall/kafka'
import { isLandfallError, LandfallError } from '@landfall/runtime'
import { runStage, type StagePorts, type TopicPositions } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import type { WatchedAreas } from '@landfall/windowing/load-areas'
import type { MemoryRedis, StageName } from './create-memory-redis.ts'
import type { MemoryTopics, Writer } from './create-memory-topics.ts'
import type { Network, Peer } from './create-network.ts'

export type InstanceWorld = {
  readonly network: Network
  readonly topics: MemoryTopics
  readonly redis: MemoryRedis
  readonly names: Topics
  readonly watch: WatchedAreas
  /** How many records a fetch brings, and how many the runner folds at once. */
  readonly sizes: () => { readonly fetchMax: number; readonly foldMax: number }
  readonly onFault: (error: unknown) => void
  /** Called with every effect, for whoever looks for the reason of a failure. */
  readonly trace: (event: () => string) => void
}

/** The right to a partition, as the instance believes. The group may have given it to another by now. */
export type Lease = { readonly stage: StageName; readonly partition: number; isHeld: boolean; isExpelled: boolean }

export type Instance = Peer & { readonly take: (lease: Lease) => void }

const now =
  <T>(effect: () => T) =>
  () =>
    ({ done: true, value: effect() }) as const

/** One windowing process: the real runner and the real stages, with nothing between them and the network. */
export const startInstance = (name: string, world: InstanceWorld): Instance => {
  const { network, topics, redis, names, watch } = world
  const trace = (event: () => string): void => world.trace(() => `${name} ${event()}`)
  const peer: Peer = { name, isAlive: true, isPaused: false }

  const topicOf = (stage: StageName): string => (stage === 'arrivals' ? names.observations.name : names.arrivals.name)

  const produceAs =
    (writer: Writer) =>
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

  const areasOf = (partition: number) => {
    const count = topics.partitions(names.arrivals.name).length
    return ({ areaId }: MassArrivalAlert) => partitionFor(areaId, count) === partition
  }

  const readAlertsOf =
    (partition: number) =>
    (from: TopicPositions = new Map()) =>
      network.ask(
        peer,
        'read alerts',
        now(() => {
          const { name } = names.alerts
          const { entries, highWatermark } = topics.read(name, 0, from.get(0) ?? 0, Number.POSITIVE_INFINITY)
          const versions = entries.map(({ value }) => JSON.parse(String(value)) as MassArrivalAlert)
          return { versions: versions.filter(areasOf(partition)), positions: new Map([[0, highWatermark]]) }
        }),
      )

  const portsOf = (
    stage: StageName,
    writer: Writer,
    store = redis.connect(stage),
  ): StagePorts<unknown, unknown, never> => ({
    load: async (partition) =>
      await network.ask(
        peer,
        'load',
        now(() => {
          const loaded = store.load(partition)
          loaded.catch(() => {}) // Reported to whoever still lives when the answer comes.
          return loaded
        }),
      ),
    discard: async (partition) =>
      await network.ask(
        peer,
        'discard',
        now(() => store.discard(partition)),
      ),
    logId: async () => topicOf(stage),
    endOffset: (partition) =>
      network.ask(
        peer,
        'end offset',
        now(() => topics.read(topicOf(stage), partition, 0, 0).highWatermark),
      ),
    produce: produceAs(writer),
    commit: async (partition, commit) => {
      const outcome = await network.ask(
        peer,
        'commit',
        now(() => store.commit(partition, commit)),
      )
      trace(() => `${stage}/${partition} ${commit.expectedOffset} to ${commit.nextOffset}: ${outcome}`)
      return outcome
    },
  })

  const read = async (lease: Lease): Promise<void> => {
    const { stage, partition } = lease
    const { fetchMax, foldMax } = world.sizes()
    const writer = await network.ask(
      peer,
      'claim',
      now(() => topics.claim(`${stage}/${partition}`)),
    )
    const [ports, limits] = [portsOf(stage, writer), { entriesMax: foldMax, clock: () => 0 }]
    const running =
      stage === 'arrivals'
        ? await runStage(arrivalsStage(watch, names), partition, ports, limits)
        : await runStage(groupsStage(watch, names), partition, { ...ports, readPublished: readAlertsOf }, limits)
    trace(() => `opened ${stage}/${partition} at ${running.nextOffset}`)
    let position = running.nextOffset === 'earliest' ? 0 : running.nextOffset
    const heartbeat = (): Promise<void> =>
      network.ask(peer, 'heartbeat', () => {
        if (lease.isExpelled) throw new LandfallError('LF_FENCED', 'no member any more', { retryable: true })
        return { done: true, value: undefined }
      })
    while (lease.isHeld) {
      const fetch = now(() => topics.read(topicOf(stage), partition, position, fetchMax))
      const isThere = () => !lease.isHeld || fetch().value.nextOffset > position
      const batch = await network.ask(peer, 'fetch', fetch, isThere)
      if (batch.nextOffset === position) continue
      await running.handle({ ...batch, heartbeat })
      position = batch.nextOffset
    }
  }

  const keepReading = async (lease: Lease): Promise<void> => {
    while (lease.isHeld) {
      try {
        await read(lease)
      } catch (error) {
        // As the consumer of packages/kafka does: what may succeed later is opened again, all else ends the process.
        if (!isLandfallError(error) || !error.retryable) return world.onFault(error)
        if (lease.isExpelled) return
      }
    }
  }

  return Object.assign(peer, {
    take: (lease: Lease): void => {
      keepReading(lease).catch(world.onFault)
    },
  })
}
