import { join } from 'node:path'
import { startKafka } from '../kafka/start-kafka.ts'
import type { PortWish } from '../process/free-port.ts'
import type { Say } from '../process/with-progress.ts'
import { startRedis } from '../redis/start-redis.ts'
import type { Starter } from './find-backing-services.ts'

/** Where the data stays from one run to the next, and the ports that clients expect. */
export type KeptData = { readonly folder: string; readonly kafkaPort: PortWish; readonly redisPort: PortWish }

/** Local processes: with data that stays (`npm start`), or with free ports and the data of one run (tests). */
export const localStarter = (say: Say, kept?: KeptData): Starter => ({
  way: 'local',
  available: async () => true, // The last resort: starting it reports what is missing.
  start: async (service) => {
    if (service === 'kafka') {
      const place = kept ? { dataDir: join(kept.folder, 'kafka'), port: kept.kafkaPort } : {}
      const kafka = await startKafka({ ...place, say })
      return { address: kafka.brokers, stop: () => kafka.stop(), exited: kafka.exited }
    }
    const place = kept ? { dataDir: join(kept.folder, 'redis'), port: kept.redisPort } : {}
    const redis = await startRedis({ ...place, say })
    return { address: redis.url, stop: () => redis.stop(), exited: redis.exited }
  },
})
