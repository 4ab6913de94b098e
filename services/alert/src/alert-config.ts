import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { fileURLToPath } from 'node:url'
import { accessSettings } from '@landfall/access'
import { commaList, serviceSettings } from '@landfall/runtime'
import { z } from 'zod'

/** The built console if there is one, else a plain page that lists the alerts. */
const pageFolder = (): string => {
  const built = fileURLToPath(new URL('../../console/dist', import.meta.url))
  return existsSync(`${built}/index.html`) ? built : fileURLToPath(new URL('page', import.meta.url))
}

const isAddressOrCidr = (text: string): boolean => {
  const [address = '', bits = '0', ...more] = text.split('/')
  const bitsMax = { 4: 32, 6: 128 }[isIP(address)] ?? -1
  return more.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= bitsMax
}

export const AlertConfig = z
  .object({
    ...serviceSettings(3_000),
    /** GeoJSON files; absent: the built-in New Zealand area. For display only, on the map and to subscribers. */
    AREAS: commaList.optional(),
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
    TLS_CERT_FILE: z.string().min(1).optional(),
    TLS_KEY_FILE: z.string().min(1).optional(),
    /** Proxies whose X-Forwarded-… headers are trusted: addresses or CIDR. */
    TRUST_PROXY: commaList
      .pipe(z.array(z.string().refine(isAddressOrCidr, 'must be an address, or a CIDR such as 10.0.0.0/8')))
      .optional(),
  })
  .refine(({ TLS_CERT_FILE, TLS_KEY_FILE }) => (TLS_CERT_FILE === undefined) === (TLS_KEY_FILE === undefined), {
    path: ['TLS_KEY_FILE'],
    error: 'goes with TLS_CERT_FILE: set both or neither',
  })
export type AlertConfig = Readonly<z.infer<typeof AlertConfig>>
