import { type Guard, type Principal, type RefusedRequest, type Role, requireRole } from '@landfall/access'
import type { Metrics } from '@landfall/runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refuse } from './refuse.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; null without credentials. */
    principal: Principal | null
  }
}

export type GuardHookDeps = {
  readonly guard: Guard
  readonly metrics: Metrics
  readonly audit: (refused: RefusedRequest) => void
}
type Refused = { readonly status: number; readonly code: string; readonly message: string }

/** Hooks that check every request before anything else is done with it. Each scope says which roles it admits. */
export const createGuardHooks = ({ guard, metrics, audit }: GuardHookDeps) => {
  const refusals = metrics.counter('access_refused_total', 'Requests refused for who made them', ['code'])

  const deny = (request: FastifyRequest, reply: FastifyReply, { status, code, message }: Refused): FastifyReply => {
    refusals.inc({ code })
    const route = request.routeOptions.url ?? '(none)'
    audit({ code, method: request.method, route, address: request.ip, principalId: request.principal?.id })
    if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="landfall"')
    return refuse(reply, status, code, message)
  }

  const identifyAll = (app: FastifyInstance): void => {
    app.decorateRequest('principal', null)
    app.addHook('onRequest', async (request, reply) => {
      const { method, headers } = request
      const isUpgrade = headers.upgrade?.toLowerCase() === 'websocket'
      const identified = guard.identify({ method, headers, isUpgrade })
      if (!identified.ok) return deny(request, reply, identified.refusal)
      request.principal = identified.principal
    })
  }

  const refuseOthers = async (request: FastifyRequest, reply: FastifyReply, roles: readonly Role[]) => {
    const refusal = requireRole(request.principal, roles)
    if (refusal !== null) return deny(request, reply, refusal)
  }

  /** Everything registered in this scope needs one of these roles. */
  const requireRoles = (scope: FastifyInstance, roles: readonly Role[]): void => {
    scope.addHook('onRequest', async (request, reply) => refuseOthers(request, reply, roles))
  }

  return { identifyAll, requireRoles, refuseOthers }
}
