import { type CheckpointLog, type Checkpoints, createCheckpoints } from '@landfall/stage'
import { doneAtOnce, loadFrom } from './create-instance-ports.ts'
import type { StageName } from './create-memory-redis.ts'
import type { Peer } from './create-network.ts'
import type { InstanceWorld } from './instance-world.ts'

/** The checkpoints of a partition, from when a process is given it; each request a packet of the network. */
export const createInstanceCheckpoints = (
  peer: Peer,
  { network, topics, redis, names, isCheckpointDue, trace }: InstanceWorld,
  { stage, partition }: { readonly stage: StageName; readonly partition: number },
): Checkpoints => {
  const { name } = names.stateCheckpoints
  const prefix = `${stage}/${partition}/`
  const home = partition % topics.partitions(name).length

  const read = () => {
    const { entries } = topics.read(name, home, 0, Number.POSITIVE_INFINITY)
    const ours = entries.filter(({ key }) => key?.startsWith(prefix))
    return new Map(
      ours.map(({ key, value, ...rest }) => [String(key).slice(prefix.length), { ...rest, value: toBuffer(value) }]),
    )
  }
  const log: CheckpointLog = {
    read: () => network.ask(peer, 'read checkpoints', doneAtOnce(read)),
    openAppender: async () => {
      const claim = () => topics.claim(`${prefix}checkpoints`)
      const writer = await network.ask(peer, 'claim', doneAtOnce(claim))
      const appendAs = (key: string, value: string | Buffer) => () => {
        topics.append({ topic: name, key: `${prefix}${key}`, partition: home, value }, writer)
      }
      return {
        append: (key, value) => network.ask(peer, 'produce', doneAtOnce(appendAs(key, value))),
        close: async () => {},
      }
    },
  }

  const input = stage === 'arrivals' ? names.observations.name : names.arrivals.name
  const boundsNow = () => ({ low: 0, high: topics.read(input, partition, 0, 0).highWatermark })
  const logBounds = () => network.ask(peer, 'bounds', doneAtOnce(boundsNow))

  let isBusy = false
  const begin = () => {
    if (isBusy || !isCheckpointDue()) return undefined
    isBusy = true
    return () => {
      isBusy = false
    }
  }
  const load = async () =>
    await network.ask(
      peer,
      'load',
      doneAtOnce(() => loadFrom(redis.connect(stage), partition)),
    )
  return createCheckpoints({
    ...{ log, load, begin, logBounds, outputs: async () => [] },
    onWritten: ({ nextOffset }) => trace(() => `${peer.name} ${prefix} checkpoint at ${nextOffset}`),
    onFailed: () => {},
  })
}

const toBuffer = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.from(String(value)))
