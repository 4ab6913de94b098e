import {
  type Guard,
  LOCAL_PRINCIPAL,
  mayWriteAs,
  type Principal,
  type RefusedRequest,
  requireRole,
} from '@landfall/access'
import type { FastifyRequest } from 'fastify'
import type { Writer } from '../domain/writer.ts'
import { Refused } from './refused.ts'

export type IdentifyFeederDeps = {
  readonly guard: Guard
  readonly audit: (refused: RefusedRequest) => void
}

/** Identifies the feeder by Host, Origin and credentials. Throws Refused (401, 403, 421) for one who may not feed. */
export type IdentifyFeeder = (request: FastifyRequest) => Writer

export const createIdentifyFeeder =
  ({ guard, audit }: IdentifyFeederDeps): IdentifyFeeder =>
  (request) => {
    const { method, headers, ip } = request
    const identified = guard.identify({ method, headers })
    const principal = identified.ok ? identified.principal : null
    const refusal = identified.ok ? requireRole(principal, ['feeder', 'operator']) : identified.refusal
    if (refusal === null && principal !== null) return writerOf(principal, ip)
    const { status, code, message } = refusal ?? { status: 401, code: 'no-credentials', message: 'give a token' }
    audit({ code, method, route: request.routeOptions.url ?? '(none)', address: ip, principalId: principal?.id })
    throw new Refused(status, code, message)
  }

const writerOf = (principal: Principal, address: string): Writer => ({
  feederId: principal === LOCAL_PRINCIPAL ? `address:${address}` : `token:${principal.id}`,
  mayWriteAs: (sourceId) => mayWriteAs(principal, sourceId),
  mayRetract: (sourceId) => principal.role === 'operator' || mayWriteAs(principal, sourceId),
})
