import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freeClusterPort, freePort, type LocalRedis, startRedis } from '@landfall/infra-local'
import { waitFor } from '@landfall/testkit'
import { askRedis } from './ask-redis.ts'

/** A primary and its replica, which change places. */
export type RedisPair = {
  readonly primary: () => LocalRedis
  readonly replica: () => LocalRedis
  /** From now on the replica gets nothing that the primary writes, though both answer: a failover loses that. */
  readonly cutOff: () => Promise<void>
  /** The position keys of the partitions of which the replica lacks the last commit. */
  readonly behind: () => Promise<readonly string[]>
  /** Kills the primary, or pauses it for good; resolves when the replica has been made primary. */
  readonly failOver: (how?: 'kill' | 'pause') => Promise<void>
  /** Starts what was killed again, or resumes it, as the replica; resolves when it has what the primary has. */
  readonly restore: () => Promise<void>
}

type PairSpec = {
  readonly args?: readonly string[]
  /** For the one that is to follow the other. */
  readonly replicaArgs: (primaryPort: number) => readonly string[]
}

export const startRedisPair = async (open: AsyncDisposableStack, spec: PairSpec): Promise<RedisPair> => {
  const { args = [], replicaArgs } = spec
  const folder = await mkdtemp(join(tmpdir(), 'landfall-redis-'))
  open.defer(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  const start = async (port: number, more: readonly string[] = []): Promise<LocalRedis> =>
    open.adopt(
      await startRedis({ port, dataDir: join(folder, String(port)), args: [...args, ...more], say: () => {} }),
      (server) => server.kill(),
    )
  const choosePort = args.includes('--cluster-enabled') ? freeClusterPort : freePort
  let primary = await start(await choosePort())
  let replica = await start(await choosePort(), replicaArgs(primary.port))
  let isPaused = false
  return {
    primary: () => primary,
    replica: () => replica,
    cutOff: async () => {
      await askRedis(primary.port, 'ACL', 'SETUSER', 'default', '-psync', '-sync')
      await askRedis(primary.port, 'CLIENT', 'KILL', 'TYPE', 'replica')
      await waitFor(async () => (await replication(primary.port)).includes('connected_slaves:0'))
    },
    behind: async () => {
      const [ahead, known] = [await revisionsIn(primary.port), await revisionsIn(replica.port)]
      return [...ahead].flatMap(([key, revision]) => (known.get(key) === revision ? [] : [key]))
    },
    failOver: async (how = 'kill') => {
      isPaused = how === 'pause'
      if (isPaused) primary.pause()
      else await primary.kill()
      const [was, is] = [primary, replica]
      primary = is
      replica = was
      await waitFor(async () => (await replication(primary.port)).includes('role:master'))
    },
    restore: async () => {
      if (isPaused) replica.resume()
      else replica = await start(replica.port, replicaArgs(primary.port))
      await untilReplicated(replica.port)
    },
  }
}

export const untilReplicated = (port: number): Promise<unknown> =>
  waitFor(async () => (await replication(port)).includes('master_link_status:up'), { what: 'a replica to be in sync' })

const revisionsIn = async (port: number): Promise<ReadonlyMap<string, string | null>> => {
  const revisions = new Map<string, string | null>()
  for (const key of await askRedis<readonly string[]>(port, 'KEYS', '*:position'))
    revisions.set(key, await askRedis<string | null>(port, 'HGET', key, 'revision'))
  return revisions
}

/** Empty while there is no answer. */
const replication = (port: number): Promise<string> => askRedis<string>(port, 'INFO', 'replication').catch(() => '')
