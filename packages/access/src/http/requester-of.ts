import type { FastifyRequest } from 'fastify'
import type { AuditFact } from '../audit/create-audit-trail.ts'
import { LOCAL_PRINCIPAL, type Principal } from '../role.ts'

/** Who sent a request, for the audit. */
export const requesterOf = (
  { ip, principal }: Pick<FastifyRequest, 'ip' | 'principal'>,
  as: Principal | null = principal,
): Pick<AuditFact, 'address' | 'tokenId' | 'tokenName'> =>
  as === null || as === LOCAL_PRINCIPAL ? { address: ip } : { address: ip, tokenId: as.id, tokenName: as.name }
