import { type MassArrivalAlert, topics as topicsOf } from '@landfall/contracts'
import { hashPolicy } from '@landfall/contracts/hashes'
import { seeded } from '@landfall/testkit'
import { rulesOf } from '@landfall/windowing/domain/rules'
import type { Watch } from '@landfall/windowing/load-areas'
import type { OracleArea } from '../oracle/oracle-area.ts'
import type { World } from '../worlds/world.ts'
import { createGroup } from './group.ts'
import { type Instance, startInstance } from './instance.ts'
import { createMemoryRedis, STAGES, type StageName } from './memory-redis.ts'
import { createMemoryTopics } from './memory-topics.ts'
import { createNetwork } from './network.ts'

const MOVES_MAX = 20_000
const names = topicsOf('sim')
const topicOf = (stage: StageName) => (stage === 'arrivals' ? names.observations.name : names.arrivals.name)

export type Outcome = {
  /** The alerts topic when all was worked off, and again after one more restart. */
  readonly alertsAtRest: readonly MassArrivalAlert[]
  readonly alerts: readonly MassArrivalAlert[]
  readonly rejected: readonly string[]
  /** Partitions whose stored offset is not the end of the log: nobody reads them. */
  readonly unread: readonly string[]
  /** What went wrong, in order; every effect as well where that was asked for. */
  readonly events: readonly string[]
}

const watchOf = (areas: readonly OracleArea[]): Watch => ({
  areas: areas.map(({ areaId, contains, policy }) => ({
    areaId,
    contains,
    rules: rulesOf(policy),
    policyHash: hashPolicy(policy),
  })),
  configHash: areas.map(({ policy }) => hashPolicy(policy)).join(),
})

/**
 * Runs both stages over the observations of a world, on several instances, with everything going wrong that can, until
 * all is worked off. The seed decides everything: the same seed is the same run.
 */
export const simulate = async ({ areas, observations }: World, seed: number, isTraced = false): Promise<Outcome> => {
  const random = seeded(seed)
  const upTo = (most: number) => 1 + Math.floor(random() * most)
  let clockMs = Date.UTC(2040, 0, 1)
  const clock = () => {
    clockMs += upTo(1_000)
    return clockMs
  }
  const network = createNetwork(random)
  const [observationPartitions, arrivalsPartitions] = [upTo(4), upTo(2)]
  const specs = [
    { name: names.observations.name, partitions: observationPartitions },
    { name: names.arrivals.name, partitions: arrivalsPartitions },
    { name: names.alerts.name, partitions: 1 },
    { name: names.rejected.name, partitions: 1 },
  ]
  const topics = createMemoryTopics(specs, clock, () => random() < 0.1)
  const redis = createMemoryRedis()
  const groupsPartitions = topics.partitions(names.arrivals.name)
  const group = createGroup(network, (stage) => topics.partitions(topicOf(stage)), random)
  const faults: unknown[] = []
  const events: string[] = []
  let instances: Instance[] = []
  let started = 0

  const start = (): void => {
    started += 1
    const instance = startInstance(`i${started}`, {
      network,
      topics,
      redis,
      names,
      watch: watchOf(areas),
      sizes: () => ({ fetchMax: upTo(6), foldMax: upTo(3) }),
      onFault: (error) => faults.push(error),
      trace: (event) => {
        if (isTraced) events.push(event())
      },
    })
    instances.push(instance)
    group.rebalance(instances)
  }

  const kill = (instance: Instance): void => {
    instance.isAlive = false
    instances = instances.filter((other) => other !== instance)
    group.rebalance(instances)
  }

  const anyone = (): Instance | undefined => instances[Math.floor(random() * instances.length)]

  /**
   * Redis loses everything, and all processes with it. Only together: what a stalled owner tells from the old state
   * after the new one has read the topic would be another content under the same version (docs/operating.md).
   */
  const loseEverything = (): void => {
    for (const instance of instances) instance.isAlive = false
    network.clearTheDead()
    redis.empty()
    instances = []
    start()
  }

  const hurt: readonly (readonly [number, string, () => void])[] = [
    [
      0.02,
      'killed',
      () => {
        const one = anyone()
        if (one !== undefined) kill(one)
        if (instances.length === 0 || random() < 0.7) start()
      },
    ],
    [
      0.02,
      'paused',
      () => {
        const one = anyone()
        if (one !== undefined && instances.filter(({ isPaused }) => !isPaused).length > 1) one.isPaused = true
        if (random() < 0.7) group.rebalance(instances)
      },
    ],
    [
      0.03,
      'woken',
      () => {
        for (const one of instances) one.isPaused = false
      },
    ],
    [0.02, 'rebalanced', () => group.rebalance(instances)],
    [
      0.01,
      'joined',
      () => {
        if (instances.length < 4) start()
      },
    ],
    [0.03, 'broken', () => network.breakOne()],
    [
      0.01,
      'rolled back',
      () => {
        redis.rollBack(random)
      },
    ],
    [
      0.004,
      'emptied',
      () => {
        if (redis.isSettled(groupsPartitions)) loseEverything()
      },
    ],
    [0.05, '', () => redis.save(groupsPartitions)],
  ]

  /** Lets everything run that waits for nothing but its turn. */
  const settleTasks = () => new Promise<void>((resolve) => setImmediate(resolve))

  const moveOnce = async (): Promise<boolean> => {
    const hasMoved = network.step()
    await settleTasks()
    if (faults.length > 0) throw faults[0]
    return hasMoved
  }

  start()
  const left = [...observations]
  while (left.length > 0 || random() < 0.99) {
    const dice = random()
    let sum = 0
    const fault = hurt.find(([share]) => {
      sum += share
      return dice < sum
    })
    if (fault !== undefined) {
      fault[2]()
      if (fault[1] !== '') events.push(fault[1])
      await settleTasks()
    } else if (dice < 0.35) {
      const observation = left.shift()
      if (observation !== undefined) {
        const record = { topic: names.observations.name, key: observation.craftId, value: JSON.stringify(observation) }
        topics.append(record)
      }
    } else await moveOnce()
  }
  const settle = async (): Promise<void> => {
    for (const instance of instances) instance.isPaused = false
    group.rebalance(instances) // Also what the dead left behind while nobody was there to be heard.
    for (let moves = 0; await moveOnce(); moves += 1) {
      if (moves > MOVES_MAX) throw new Error(`still moving after ${MOVES_MAX} moves`)
    }
  }
  const findUnread = async (): Promise<readonly string[]> => {
    const all = STAGES.flatMap((stage) => topics.partitions(topicOf(stage)).map((partition) => ({ stage, partition })))
    const offsets = await Promise.all(all.map(({ stage, partition }) => redis.connect(stage).load(partition)))
    return all.flatMap(({ stage, partition }, at) => {
      const { highWatermark } = topics.read(topicOf(stage), partition, 0, 0)
      const { nextOffset = null } = offsets[at] ?? {}
      return (nextOffset ?? 0) === highWatermark ? [] : [`${stage}/${partition} at ${nextOffset} of ${highWatermark}`]
    })
  }
  const readAll = (topic: string) =>
    topics.read(topic, 0, 0, Number.POSITIVE_INFINITY).entries.map(({ value }) => String(value))
  const readAlerts = () => readAll(names.alerts.name).map((value) => JSON.parse(value) as MassArrivalAlert)

  await settle()
  const alertsAtRest = readAlerts()
  // Who rests does not see that Redis was rolled back under it; who comes after does, and works it off again.
  for (const instance of instances) instance.isAlive = false
  instances = []
  start()
  await settle()
  return {
    alertsAtRest,
    alerts: readAlerts(),
    rejected: readAll(names.rejected.name),
    unread: await findUnread(),
    events,
  }
}
