import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { accessSettings, connectionSettings } from '@landfall/access'
import { commaList, refuseKafkaContradictions, serviceSettings } from '@landfall/runtime'
import { z } from 'zod'

/** The built console if there is one, else a plain page that lists the alerts. */
const pageFolder = (): string => {
  const built = fileURLToPath(new URL('../../console/dist', import.meta.url))
  return existsSync(`${built}/index.html`) ? built : fileURLToPath(new URL('page', import.meta.url))
}

/** The feed's clients and some to spare; one address may have 2,048, as behind a shared way out. */
const CONNECTIONS = { connectionsMax: 24_576, perAddressMax: 2_048 }

export const AlertConfig = z
  .object({
    ...serviceSettings(3_000),
    /** GeoJSON files; absent: the built-in New Zealand area. For display only, on the map and to subscribers. */
    AREAS: commaList.optional(),
    /** What to do about each kind of alert; absent: New Zealand's lists, where AREAS is absent too. */
    RESPONSE_FILE: z.string().min(1).optional(),
    /** GeoJSON points with names; absent: the built-in gazetteer of New Zealand. Names where alerts are. */
    GAZETTEER_FILE: z.string().min(1).optional(),
    CONSOLE_DIR: z.string().default(pageFolder),
    /** Where operators' own reports are passed on to. */
    INGEST_URL: z.url().default('http://127.0.0.1:3001'),
    /** After how long an unacknowledged warning becomes an alarm; absent: never. Must be the same on all instances. */
    ESCALATE_AFTER_SECONDS: z.coerce.number().positive().max(86_400).optional(),
    /** The sender of CAP messages, in the form CAP requires. */
    CAP_SENDER: z
      .string()
      .regex(/^[^\s,<&]{1,200}$/, 'must be without spaces, commas, < and &')
      .default('landfall@localhost'),
    CAP_SENDER_NAME: z.string().min(1).max(200).default('Landfall'),
    ...accessSettings,
    ...connectionSettings(CONNECTIONS),
    TLS_CERT_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
  })
  .refine(({ TLS_CERT_FILE, TLS_KEY_FILE }) => (TLS_CERT_FILE === undefined) === (TLS_KEY_FILE === undefined), {
    path: ['TLS_KEY_FILE'],
    error: 'goes with TLS_CERT_FILE: set both or neither',
  })
  .superRefine(refuseKafkaContradictions)
export type AlertConfig = Readonly<z.infer<typeof AlertConfig>>
