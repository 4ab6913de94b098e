import { accessSettings, connectionSettings, OPS_CONNECTIONS } from '@landfall/access'
import { refuseKafkaContradictions, serviceSettings } from '@landfall/runtime'
import { z } from 'zod'

export const WebhooksConfig = z
  .object({
    ...serviceSettings(3_003), // HTTP serves health and metrics alone.
    ...accessSettings,
    ...connectionSettings(OPS_CONNECTIONS),
    WEBHOOKS_FILE: z.string().min(1),
    /** GeoJSON points with names; absent: the built-in gazetteer of New Zealand. Names where alerts are. */
    GAZETTEER_FILE: z.string().min(1).optional(),
  })
  .superRefine(refuseKafkaContradictions)
export type WebhooksConfig = Readonly<z.infer<typeof WebhooksConfig>>
