import { join } from 'node:path'
import type { Starter } from './find-parts.ts'
import type { PortWish } from './ports.ts'
import type { Say } from './progress.ts'
import { startKafka } from './start-kafka.ts'
import { startRedis } from './start-redis.ts'

/** Where the data stays from one run to the next, and the ports that clients expect. */
export type Kept = { readonly folder: string; readonly kafkaPort: PortWish; readonly redisPort: PortWish }

/** Local processes: with data that stays (`npm start`), or with free ports and the data of one run (tests). */
export const localStarter = (say: Say, kept?: Kept): Starter => ({
  way: 'local',
  available: async () => true, // What is missing for it is said when it is tried: it is the last way.
  start: async (part) => {
    if (part === 'kafka') {
      const place = kept ? { dataDir: join(kept.folder, 'kafka'), port: kept.kafkaPort } : {}
      const kafka = await startKafka({ ...place, say })
      return { address: kafka.brokers, stop: () => kafka.stop(), exited: kafka.exited }
    }
    const place = kept ? { dataDir: join(kept.folder, 'redis'), port: kept.redisPort } : {}
    const redis = await startRedis({ ...place, say })
    return { address: redis.url, stop: () => redis.stop(), exited: redis.exited }
  },
})
