import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startRedis } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { askRedis } from './ask-redis.ts'
import { type RedisPair, startRedisPair } from './start-redis-pair.ts'

export type LocalSentinel = RedisPair & {
  /** `redis+sentinel://…/landfall` */
  readonly url: string
  readonly sentinelPort: number
}

const NAME = 'landfall'
/** A primary is given up after so long without an answer; a replica may have lost it for ten times as long. */
const DOWN_AFTER_MS = 2_500

/** A primary, a replica, and one sentinel that watches them; `quorum` 2 is more than there are. */
export const startRedisSentinel = async (open: AsyncDisposableStack, { quorum = 1 } = {}): Promise<LocalSentinel> => {
  const follow = (port: number) => ['--replicaof', '127.0.0.1', String(port)]
  const pair = await startRedisPair(open, { replicaArgs: follow })
  const folder = await mkdtemp(join(tmpdir(), 'landfall-redis-'))
  open.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  const configFile = join(folder, 'sentinel.conf')
  const lines = [
    `sentinel monitor ${NAME} 127.0.0.1 ${pair.primary().port} ${quorum}`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 5000`,
  ]
  await writeFile(configFile, `${lines.join('\n')}\n`)
  const sentinel = await startRedis({ dataDir: folder, configFile, args: ['--sentinel'], say: () => {} })
  open.defer(() => sentinel.kill())

  /** The sentinel asks the primary for its replicas only now and then. */
  const untilReplicaKnown = () =>
    waitFor(async () => {
      const replicas = await askRedis<readonly (readonly string[])[]>(sentinel.port, 'SENTINEL', 'REPLICAS', NAME)
      return replicas.some((fields) => fields[fields.indexOf('flags') + 1] === 'slave')
    })
  await untilReplicaKnown()
  return {
    ...pair,
    url: `redis+sentinel://127.0.0.1:${sentinel.port}/${NAME}`,
    sentinelPort: sentinel.port,
    restore: async () => {
      await pair.restore()
      await untilReplicaKnown()
    },
  }
}
