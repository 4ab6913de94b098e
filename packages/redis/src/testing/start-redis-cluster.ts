import type { LocalRedis } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { askRedis } from './ask-redis.ts'
import { type RedisPair, startRedisPair, untilReplicated } from './start-redis-pair.ts'

export type LocalRedisCluster = {
  /** `redis+cluster://…`, of all nodes. */
  readonly url: string
  /** Each has a third of the slots. */
  readonly pairs: readonly RedisPair[]
}

const PAIRS = 3
const SLOTS = 16_384
const NODE_TIMEOUT_MS = 2_000
const ARGS = [
  ...['--cluster-enabled', 'yes', '--cluster-node-timeout', String(NODE_TIMEOUT_MS)],
  ...['--cluster-replica-validity-factor', '0'], // A replica may be chosen however long it was cut off.
]

/** Three primaries, each with a replica. */
export const startRedisCluster = async (open: AsyncDisposableStack): Promise<LocalRedisCluster> => {
  const pairs: RedisPair[] = []
  for (let index = 0; index < PAIRS; index += 1)
    pairs.push(await startRedisPair(open, { args: ARGS, replicaArgs: () => [] }))
  const nodes = pairs.flatMap((pair) => [pair.primary(), pair.replica()])
  await meet(nodes)
  for (const [index, pair] of pairs.entries()) {
    const [first, end] = [index, index + 1].map((part) => Math.ceil((part * SLOTS) / PAIRS)) as [number, number]
    const slots = Array.from({ length: end - first }, (_, offset) => String(first + offset))
    await askRedis(pair.primary().port, 'CLUSTER', 'ADDSLOTS', ...slots)
    const id = await askRedis<string>(pair.primary().port, 'CLUSTER', 'MYID')
    await askRedis(pair.replica().port, 'CLUSTER', 'REPLICATE', id)
  }
  for (const pair of pairs) await untilReplicated(pair.replica().port)
  await untilAll(nodes, 'INFO', (info) => info.includes('cluster_state:ok'))
  return { url: `redis+cluster://${nodes.map(({ port }) => `127.0.0.1:${port}`).join(',')}`, pairs }
}

const meet = async (nodes: readonly LocalRedis[]): Promise<void> => {
  const [first, ...others] = nodes
  if (first === undefined) return
  for (const [index, { port }] of nodes.entries())
    await askRedis(port, 'CLUSTER', 'SET-CONFIG-EPOCH', String(index + 1))
  for (const { port } of others) await askRedis(first.port, 'CLUSTER', 'MEET', '127.0.0.1', String(port))
  const isWhole = (listed: string): boolean =>
    listed.trim().split('\n').length === nodes.length && !listed.includes('handshake')
  await untilAll(nodes, 'NODES', isWhole)
}

const untilAll = async (nodes: readonly LocalRedis[], what: string, is: (answer: string) => boolean): Promise<void> => {
  for (const { port } of nodes)
    await waitFor(async () => is(await askRedis<string>(port, 'CLUSTER', what)), { what: `cluster ${what}` })
}
