import { addressGroup, LOCAL_PRINCIPAL, mayWriteAs } from '@landfall/access'
import type { FastifyRequest } from 'fastify'
import type { Writer } from '../domain/writer.ts'
import { Refused } from './refused.ts'

/** What whoever sent the request may write, and whose budget it uses. Throws Refused (401) without credentials. */
export const writerOf = ({ principal, ip }: FastifyRequest): Writer => {
  if (principal === null) throw new Refused(401, 'no-credentials', 'give a token')
  const isLocal = principal === LOCAL_PRINCIPAL
  return {
    ...(!isLocal && { reportedBy: { tokenId: principal.id, tokenName: principal.name } }),
    feederId: isLocal ? `address:${addressGroup(ip)}` : `token:${principal.id}`,
    name: isLocal ? `address ${addressGroup(ip)}` : `token ${principal.name}`,
    quotas: principal.quotas ?? {},
    mayWriteAs: (sourceId) => mayWriteAs(principal, sourceId),
    mayRetract: (sourceId) => principal.role === 'operator' || mayWriteAs(principal, sourceId),
    mayRetractPositions: principal.role === 'operator',
  }
}
