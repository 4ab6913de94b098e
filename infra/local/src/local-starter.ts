import { join } from 'node:path'
import type { Starter } from './find-parts.ts'
import type { Say } from './progress.ts'
import { startKafka } from './start-kafka.ts'
import { startRedis } from './start-redis.ts'

type Kept = { readonly folder: string; readonly kafkaPort: number; readonly redisPort: number }

/** Local processes: with data and ports that stay the same (`npm start`), or free ports and data of one run (tests). */
export const localStarter = (say: Say, kept?: Kept): Starter => ({
  way: 'local',
  available: async () => true, // What is missing for it is said when it is tried: it is the last way.
  start: async (part) => {
    if (part === 'kafka') {
      const kafka = await startKafka(
        kept ? { dataDir: join(kept.folder, 'kafka'), port: kept.kafkaPort, say } : { say },
      )
      return { address: kafka.brokers, stop: () => kafka.stop() }
    }
    const redis = await startRedis(kept ? { dataDir: join(kept.folder, 'redis'), port: kept.redisPort, say } : { say })
    return { address: redis.url, stop: () => redis.stop() }
  },
})
