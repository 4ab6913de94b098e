import { z } from 'zod'
import { CraftId } from '../../wire/craft-id.ts'
import { ObservationId } from '../../wire/observation-id.ts'
import { Source } from '../../wire/source.ts'
import { WireTime } from '../../wire/wire-time.ts'

/** What several types of observation have; `common` is what all have. */
export const observationFields = {
  common: {
    craftId: CraftId,
    observedAt: WireTime,
    source: Source,
    observationId: ObservationId.optional(),
    exercise: z.boolean().default(false),
  },
  longitude: z.number().min(-180).max(180),
  latitude: z.number().min(-90).max(90),
  accuracyMetres: z.number().min(0).max(1_000_000),
} as const
