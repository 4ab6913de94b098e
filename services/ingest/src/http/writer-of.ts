import { addressGroup, LOCAL_PRINCIPAL, mayWriteAs } from '@landfall/access'
import type { FastifyRequest } from 'fastify'
import type { Writer } from '../domain/writer.ts'
import { Refused } from './refused.ts'

/** What whoever sent the request may write, and whose budget it uses. Throws Refused (401) without credentials. */
export const writerOf = ({ principal, ip }: FastifyRequest): Writer => {
  if (principal === null) throw new Refused(401, 'no-credentials', 'give a token')
  return {
    feederId: principal === LOCAL_PRINCIPAL ? `address:${addressGroup(ip)}` : `token:${principal.id}`,
    ...(principal !== LOCAL_PRINCIPAL && { reportedBy: { tokenId: principal.id, tokenName: principal.name } }),
    quotas: principal.quotas ?? {},
    mayWriteAs: (sourceId) => mayWriteAs(principal, sourceId),
    mayRetract: (sourceId) => principal.role === 'operator' || mayWriteAs(principal, sourceId),
  }
}
