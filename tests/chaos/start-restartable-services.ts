import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startKafka, startRedis } from '@landfall/infra-local'

type LocalService = {
  readonly stop: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly pause: () => void
  readonly resume: () => void
  readonly port: number
}

/** A broker or a Redis that comes back at the same address with the data it has on disk. */
export type Restartable = {
  readonly stop: () => Promise<void>
  readonly kill: () => Promise<void>
  /** Accepts requests without handling them; killed in that state, it loses them. */
  readonly pause: () => void
  readonly resume: () => void
  readonly start: () => Promise<void>
  readonly dataDir: string
}

const restartable = async <P extends LocalService>(
  dataDir: string,
  open: (port: number | undefined) => Promise<P>,
): Promise<{ readonly first: P; readonly part: Restartable }> => {
  const first = await open(undefined)
  let running: P = first
  return {
    first,
    part: {
      dataDir,
      stop: () => running.stop(),
      kill: () => running.kill(),
      pause: () => running.pause(),
      resume: () => running.resume(),
      start: async () => {
        running = await open(first.port)
      },
    },
  }
}

export type RestartableServices = {
  readonly folder: string
  readonly kafkaBrokers: string
  readonly redisUrl: string
  readonly kafka: Restartable
  readonly redis: Restartable
}

/** A Kafka and a Redis that belong to this test alone, since it kills them. */
export const startRestartableServices = async (open: AsyncDisposableStack): Promise<RestartableServices> => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-chaos-'))
  open.defer(() => rm(folder, { recursive: true, force: true }))
  const kafkaDir = join(folder, 'kafka')
  const kafka = await restartable(kafkaDir, (port) => startKafka({ dataDir: kafkaDir, say, ...at(port) }))
  open.defer(() => kafka.part.stop())
  const redis = await startRestartableRedis(open, folder)
  return {
    folder,
    kafkaBrokers: kafka.first.brokers,
    redisUrl: redis.url,
    kafka: kafka.part,
    redis: redis.part,
  }
}

/** In a folder of `folder`. */
export const startRestartableRedis = async (
  open: AsyncDisposableStack,
  folder: string,
): Promise<{ readonly url: string; readonly part: Restartable }> => {
  const redisDir = join(folder, 'redis')
  const { first, part } = await restartable(redisDir, (port) => startRedis({ dataDir: redisDir, say, ...at(port) }))
  open.defer(() => part.stop())
  return { url: first.url, part }
}

const say = (): void => {}
const at = (port: number | undefined) => (port === undefined ? {} : { port })

/** `appendonlydir` since Redis 7, `appendonly.aof` before. */
const appendOnlyFiles = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder)).filter((name) => name.startsWith('appendonly'))

/** Deletes the append-only file, while Redis is stopped. */
export const emptyRedis = async ({ redis: { dataDir } }: Pick<RestartableServices, 'redis'>): Promise<void> => {
  for (const name of await appendOnlyFiles(dataDir)) await rm(join(dataDir, name), { recursive: true })
}

/** Copies the append-only file; returns a function that restores it while Redis is stopped. */
export const backUpRedis = async (parts: RestartableServices): Promise<() => Promise<void>> => {
  const { folder, redis } = parts
  const copy = join(folder, 'backup')
  await rm(copy, { recursive: true, force: true })
  for (const name of await appendOnlyFiles(redis.dataDir)) {
    await cp(join(redis.dataDir, name), join(copy, name), { recursive: true })
  }
  return async () => {
    await emptyRedis(parts)
    await cp(copy, redis.dataDir, { recursive: true })
  }
}
