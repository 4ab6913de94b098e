import { accessSettings, connectionSettings, OPS_CONNECTIONS } from '@landfall/access'
import { AWAITED_MS } from '@landfall/mass-arrivals'
import { redisSettings, refuseRedisContradictions } from '@landfall/redis'
import { commaList, refuseKafkaContradictions, serviceSettings } from '@landfall/runtime'
import { z } from 'zod'
import { sourceSettings } from './source-settings.ts'

/** The service's whole configuration, read from the environment once. */
export const WindowingConfig = z
  .object({
    ...serviceSettings(3_002),
    ...accessSettings,
    ...connectionSettings(OPS_CONNECTIONS),
    ...redisSettings,
    /** GeoJSON files of the areas to watch, comma separated; the built-in New Zealand area when absent. */
    AREAS: commaList.default([]),
    /** Those of real data, those of exercises, or both. */
    WINDOWING_STAGES: z.enum(['all', 'real', 'exercise']).default('all'),
    /**
     * For how long after a total loss restored alerts stand as they are once the first observation has come: as long as it takes to
     * send again what there is.
     */
    RESTORED_ALERTS_WAIT_SECONDS: z.coerce
      .number()
      .int()
      .min(0)
      .max(604_800)
      .default(AWAITED_MS / 1_000),
    /** Between two checkpoints of the state of a partition, and what must be read of the log when Redis is lost. 0: none are written. */
    STATE_CHECKPOINT_SECONDS: z.coerce.number().int().min(0).max(86_400).default(600),
    ...sourceSettings,
  })
  .refine(({ SOURCE_SILENT_SECONDS_MIN: least, SOURCE_SILENT_SECONDS_MAX: most }) => least <= most, {
    path: ['SOURCE_SILENT_SECONDS_MAX'],
    error: 'must not be less than SOURCE_SILENT_SECONDS_MIN',
  })
  .superRefine(refuseKafkaContradictions)
  .superRefine(refuseRedisContradictions)
export type WindowingConfig = z.infer<typeof WindowingConfig>
