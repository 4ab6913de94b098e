import { commaList } from '@landfall/runtime'
import { z } from 'zod'
import { isAddressOrCidr } from './http/create-address-filter.ts'

/** The settings that all services with an HTTP side share; spread them into the service's schema. */
export const accessSettings = {
  /** Made by `landfall tokens add`. Absent: no tokens, loopback only. */
  TOKENS_FILE: z.string().min(1).optional(),
  SESSION_KEY_FILE: z.string().min(1).optional(),
  /** Without a request and without a connected page for so long, a session is over. Alike on alert and ingest. */
  SESSION_IDLE_MINUTES: z.coerce.number().int().min(10).max(720).default(30),
  ALLOWED_HOSTS: commaList.default([]),
  ALLOWED_ORIGINS: commaList.default(['http://127.0.0.1:3000', 'http://localhost:3000']),
  HTTP_LOOPBACK_PUBLISHED: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .default(false),
  /** Proxies whose X-Forwarded-… headers are trusted: addresses or CIDR. Absent: none. */
  TRUST_PROXY: commaList
    .pipe(z.array(z.string().refine(isAddressOrCidr, 'must be an address, or a CIDR such as 10.0.0.0/8')))
    .optional(),
}
export type AccessConfig = Readonly<z.infer<z.ZodObject<typeof accessSettings>>>

const Connections = z.coerce.number().int().min(1).max(1_000_000)

/** How many connections a service holds open, all together and per address; each service has its own defaults. */
export const connectionSettings = (given: { readonly connectionsMax: number; readonly perAddressMax: number }) => ({
  CONNECTIONS_MAX: Connections.default(given.connectionsMax),
  CONNECTIONS_PER_ADDRESS_MAX: Connections.default(given.perAddressMax),
})
export type ConnectionConfig = Readonly<z.infer<z.ZodObject<ReturnType<typeof connectionSettings>>>>

/** Of a service that serves health and metrics alone. */
export const OPS_CONNECTIONS = { connectionsMax: 256, perAddressMax: 64 }
