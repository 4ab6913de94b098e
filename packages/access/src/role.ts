import { z } from 'zod'
import type { QuotaChanges } from './quotas.ts'

/** feeder writes observations; operator sees everything and acts; subscriber reads alerts. */
export const Role = z.enum(['feeder', 'operator', 'subscriber'])
export type Role = z.infer<typeof Role>

/** Who makes a request, according to its credentials. */
export type Principal = {
  /** Of the token; `local` where no tokens are configured. */
  readonly id: string
  /** Written beside an operator's actions. */
  readonly name: string
  readonly role: Role
  /** The one source id it may write as; `*` for any; null for none. */
  readonly sourceId: string | null
  /** Of its token, where they differ from the service's. */
  readonly quotas?: QuotaChanges | undefined
}

/** Without a tokens file the service listens on loopback only, and whoever is there is trusted with everything. */
export const LOCAL_PRINCIPAL: Principal = { id: 'local', name: 'local operator', role: 'operator', sourceId: '*' }

/** The source id of an operator's own reports, unless the token names another. */
export const operatorSourceId = ({ name }: Pick<Principal, 'name'>): string => `operator:${name}`

/** A feeder writes only as its own source id, an operator as itself; a subscriber not at all. */
export const mayWriteAs = (principal: Principal, sourceId: string): boolean => {
  if (principal.role === 'subscriber') return false
  if (principal.sourceId !== null) return principal.sourceId === '*' || principal.sourceId === sourceId
  return principal.role === 'operator' && sourceId === operatorSourceId(principal)
}
