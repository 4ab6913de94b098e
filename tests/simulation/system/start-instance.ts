import { type GroupsState, waitingAreaId } from '@landfall/mass-arrivals'
import { isLandfallError, LandfallError } from '@landfall/runtime'
import { runStage } from '@landfall/stage'
import { createInstanceCheckpoints } from './create-instance-checkpoints.ts'
import { createInstancePorts, doneAtOnce } from './create-instance-ports.ts'
import type { StageName } from './create-memory-redis.ts'
import type { Peer } from './create-network.ts'
import type { InstanceWorld } from './instance-world.ts'

/** The right to a partition, as the instance believes. The group may have given it to another by now. */
export type Lease = { readonly stage: StageName; readonly partition: number; isHeld: boolean; isExpelled: boolean }

export type Instance = Peer & { readonly take: (lease: Lease) => void }

/** One windowing process: the real runner and the real stages, with nothing between them and the network. */
export const startInstance = (name: string, world: InstanceWorld): Instance => {
  const { network, topics, names, watch, places, stages } = world
  const trace = (event: () => string): void => world.trace(() => `${name} ${event()}`)
  const peer: Peer = { name, isAlive: true, isPaused: false }
  const { topicOf, portsOf, readAlertsOf } = createInstancePorts(peer, world, trace)

  const tick = (partition: number): Promise<void> =>
    network.ask(
      peer,
      'tick',
      doneAtOnce(() => {
        topics.append({ topic: names.arrivals.name, key: 'tick', value: '{"type":"tick"}', partition })
      }),
    )

  const read = async (lease: Lease): Promise<void> => {
    const { stage, partition } = lease
    const { fetchMax, foldMax } = world.sizes()
    const writer = await network.ask(
      peer,
      'claim',
      doneAtOnce(() => topics.claim(`${stage}/${partition}`)),
    )
    const limits = { entriesMax: foldMax, clock: () => 0 }
    const checkpoints = createInstanceCheckpoints(peer, world, lease)
    const onRestored = () => {
      trace(() => `restored ${stage}/${partition} from a checkpoint`)
      world.onRestored(`${stage}/${partition}`)
    }
    const ports = { ...portsOf(stage, writer), checkpoints, onRestored }
    let groups: GroupsState | undefined
    const onOpened = (_: number, { state }: { readonly state: GroupsState }): void => {
      groups = state
    }
    const groupsPorts = { ...ports, readPublished: readAlertsOf, onOpened }
    const running =
      stage === 'arrivals'
        ? await runStage(stages.arrivals(watch, names, places), partition, ports, limits)
        : await runStage(stages.groups(watch, names, places), partition, groupsPorts, limits)
    trace(() => `opened ${stage}/${partition} at ${running.nextOffset}`)
    let position = running.nextOffset === 'earliest' ? 0 : running.nextOffset
    const heartbeat = (): Promise<void> =>
      network.ask(peer, 'heartbeat', () => {
        if (lease.isExpelled) throw new LandfallError('LF_FENCED', 'no member any more', { retryable: true })
        return { done: true, value: undefined }
      })
    while (lease.isHeld) {
      // As the timer of the real owner does, whenever its turn comes.
      if (groups && waitingAreaId(groups) !== undefined) await tick(partition)
      const fetch = doneAtOnce(() => topics.read(topicOf(stage), partition, position, fetchMax))
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
