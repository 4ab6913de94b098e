import { topics } from '@landfall/contracts'
import { createLogBounds } from '@landfall/kafka'
import { connectRedis } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'

/** Of a stage, by partition: how far its state in Redis has come, and where the log ends. */
export type StageProgress = ReadonlyMap<number, { readonly committed: number; readonly end: number }>

const STAGES = ['arrivals', 'groups'] as const
const logger = createLogger({ name: 'bench', level: 'error' })

/**
 * The lag as it is: between what is in the log and what is in the stored state with its effects, read from both. The services'
 * own gauges say what they knew when they last committed; one that has stopped says nothing.
 */
export const openLagWatch = async (open: AsyncDisposableStack, spec: WatchSpec) => {
  const { brokers, redisUrl, prefix } = spec
  const all = topics(prefix)
  const redis = open.adopt(await connectRedis({ url: redisUrl, logger }), (handle) => handle.close())
  await waitFor(() => redis.state() === 'up')
  const boundsOf = (topic: string) => {
    const bounds = createLogBounds({ brokers: [brokers], clientId: 'bench', logger, topic })
    open.defer(() => bounds.close())
    return bounds
  }
  const bounds = { arrivals: boundsOf(all.observations.name), groups: boundsOf(all.arrivals.name) }

  const progress = async (stage: (typeof STAGES)[number]): Promise<StageProgress> => {
    const { partitions } = stage === 'arrivals' ? all.observations : all.arrivals
    const stored = await Promise.all(
      Array.from({ length: partitions }, (_, partition) =>
        redis.client.hget(`${prefix}:{${stage}:${partition}}:position`, 'nextOffset'),
      ),
    ) // Before the ends: what comes in between counts as lag.
    const ends = await bounds[stage].read()
    return new Map(
      stored.map((offset, partition) => {
        const { low = 0, high = 0 } = ends.get(partition) ?? {}
        return [partition, { committed: Math.max(low, Number(offset ?? 0)), end: high }]
      }),
    )
  }

  return {
    progress,
    /** Records behind, of all partitions and both stages. */
    lag: async (): Promise<number> => {
      const both = await Promise.all(STAGES.map(progress))
      return both.flatMap((each) => [...each.values()]).reduce((sum, { committed, end }) => sum + end - committed, 0)
    },
    redisBytes: async (): Promise<number> =>
      Number(/^used_memory:(\d+)/m.exec(await redis.client.info('memory'))?.[1] ?? Number.NaN),
  }
}
type WatchSpec = { readonly brokers: string; readonly redisUrl: string; readonly prefix: string }
