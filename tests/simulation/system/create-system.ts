import { type Observation, type Policy, topics as topicsOf } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { type AreaAlert, watchArea } from '@landfall/mass-arrivals'
import type { WatchedAreas } from '@landfall/windowing/load-areas'
import type { OracleArea } from '../oracle/oracle-area.ts'
import { createGroup } from './create-group.ts'
import { createMemoryRedis, type MemoryRedis, STAGES, type StageName } from './create-memory-redis.ts'
import { createMemoryTopics, type MemoryTopics } from './create-memory-topics.ts'
import { createNetwork } from './create-network.ts'
import { type Definitions, type Places, REAL_STAGES } from './instance-world.ts'
import { type Instance, startInstance } from './start-instance.ts'

const names = topicsOf('sim')
const topicOf = (stage: StageName) => (stage === 'arrivals' ? names.observations.name : names.arrivals.name)

/** What an operator may turn; the first is as it was. */
const TURNS: readonly Partial<Policy>[] = [
  {},
  { threshold: 4 },
  { threshold: 31, openEndedFactor: 2 },
  { visitGapHours: 1, absenceGapHours: 24 },
  { inbound: { watchDistanceNm: 0 } },
]

const CHECKPOINT_SHARES = [0, 0.2, 1] as const

const watchOf = (areas: readonly OracleArea[]): WatchedAreas => ({
  areas: areas.map(watchArea),
  configHash: areas.map(({ policy }) => hashPolicy(policy)).join(),
})

const specsOf = (upTo: (most: number) => number) => [
  { name: names.observations.name, partitions: upTo(4) },
  { name: names.arrivals.name, partitions: upTo(3) },
  { name: names.alerts.name, partitions: 1 },
  { name: names.rejected.name, partitions: 1 },
  { name: names.deadLetters.name, partitions: 1 },
  { name: names.stateCheckpoints.name, partitions: upTo(2) },
]

/** Kafka, Redis, the consumer groups and the processes, in memory; the clock moves when something is appended. */
export const createSystem = <One extends OracleArea>(
  given: readonly One[],
  random: () => number,
  trace: (event: () => string) => void,
  stages: Definitions = REAL_STAGES,
  /** Of the commits, those after which a checkpoint is due. */
  checkpointShare = CHECKPOINT_SHARES[Math.floor(random() * CHECKPOINT_SHARES.length)] ?? 0,
) => {
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  let clockMs = Date.UTC(2040, 0, 1)
  const clock = () => {
    clockMs += upTo(1_000)
    return clockMs
  }
  const topics = createMemoryTopics(specsOf(upTo), clock, () => random() < 0.1)
  // Anywhere: no answer depends on it.
  const { length: arrivalsPartitions } = topics.partitions(names.arrivals.name)
  const placed = new Map(given.map(({ areaId }) => [areaId, upTo(arrivalsPartitions) - 1]))
  const places: Places = { partitionOf: (areaId) => placed.get(areaId) ?? 0 }
  const redis = createMemoryRedis()
  const network = createNetwork(random)
  const group = createGroup(network, (stage) => topics.partitions(topicOf(stage)), random)
  let areas: readonly One[] = given
  let watch = watchOf(areas)
  const faults: unknown[] = []
  let instances: readonly Instance[] = []
  let started = 0
  const restored: string[] = []
  const onRestored = (what: string) => restored.push(what)
  const checkpoints = { isCheckpointDue: () => random() < checkpointShare, onRestored }

  const rebalance = (): void => group.rebalance(instances)

  const start = (): void => {
    started += 1
    const sizes = () => ({ fetchMax: upTo(6), foldMax: upTo(3) })
    const onFault = (error: unknown) => faults.push(error)
    const world = { ...checkpoints, network, topics, redis, names, watch, places, stages, sizes, onFault, trace }
    instances = [...instances, startInstance(`i${started}`, world)]
    rebalance()
  }

  /** Other policies for whoever is started from now on; those who run keep theirs. */
  const reconfigure = (): void => {
    const turn = TURNS[upTo(TURNS.length) - 1]
    areas = given.map((area) => ({ ...area, policy: { ...area.policy, ...turn } }))
    watch = watchOf(areas)
    start()
  }

  const kill = (instance: Instance): void => {
    instance.isAlive = false
    instances = instances.filter((other) => other !== instance)
    rebalance()
  }

  return {
    network,
    redis,
    instances: () => instances,
    areas: () => areas,
    reconfigure,
    /** The topic of checkpoints is deleted, and made again. */
    loseCheckpoints: (): void => topics.lose(names.stateCheckpoints.name),
    /** How many states went on from a checkpoint. */
    restored: (): number => restored.length,
    faults: (): readonly unknown[] => faults,
    start,
    kill,
    killAll: (): void => {
      for (const instance of instances) instance.isAlive = false
      instances = []
    },
    rebalance,
    observe: (observation: Observation): void => {
      const value = JSON.stringify(observation)
      topics.append({ topic: names.observations.name, key: observation.craftId, value })
    },
    alerts: () => valuesOf(topics, names.alerts.name).map((value) => JSON.parse(value) as AreaAlert),
    rejected: () => valuesOf(topics, names.rejected.name),
    /** The records that were set aside, each as `stage value`. */
    deadLetters: () => valuesOf(topics, names.deadLetters.name),
    /** Partitions whose stored offset is not the end of the log: nobody reads them. */
    unread: () => unreadPartitions(topics, redis),
  }
}
export type System = ReturnType<typeof createSystem>

const valuesOf = (topics: MemoryTopics, topic: string): readonly string[] =>
  topics.read(topic, 0, 0, Number.POSITIVE_INFINITY).entries.map(({ value }) => String(value))

const unreadPartitions = async (topics: MemoryTopics, redis: MemoryRedis): Promise<readonly string[]> => {
  const all = STAGES.flatMap((stage) => topics.partitions(topicOf(stage)).map((partition) => ({ stage, partition })))
  const states = await Promise.all(all.map(({ stage, partition }) => redis.connect(stage).load(partition)))
  return all.flatMap(({ stage, partition }, index) => {
    const storedOffset = states[index]?.nextOffset ?? 0
    const endOffset = topics.read(topicOf(stage), partition, 0, 0).highWatermark
    return storedOffset === endOffset ? [] : [`${stage}/${partition} at ${storedOffset} of ${endOffset}`]
  })
}
