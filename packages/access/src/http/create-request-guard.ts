import type { Metrics } from '@landfall/runtime'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { RefusedRequest } from '../create-audit.ts'
import { type AccessDenial, type Guard, requireRole } from '../create-guard.ts'
import type { Principal, Role } from '../role.ts'
import { SESSION_MS_MAX } from '../sessions/create-sessions.ts'
import { sessionCookie } from '../sessions/session-cookie.ts'
import type { AddressFilter } from './create-address-filter.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who sent the request; null without credentials. */
    principal: Principal | null
  }
}

export type RequestGuardSpec = {
  readonly guard: Guard
  readonly metrics: Metrics
  readonly audit: (refused: RefusedRequest) => void
  readonly isTrustedProxy: AddressFilter
  /** How the service answers a refusal; `{code, message}` unless it says otherwise. */
  readonly refuse?: (request: FastifyRequest, reply: FastifyReply, denial: AccessDenial) => unknown
}
export type RequestGuard = ReturnType<typeof createRequestGuard>

const RETRY_AFTER_SECONDS = 1
/** The service ends a session by its value; the browser only has to keep the cookie long enough. */
const SESSION_SECONDS_MAX = SESSION_MS_MAX / 1_000

/** Over TLS, here or at a proxy that is trusted. */
export const isOverTls = ({ protocol }: Pick<FastifyRequest, 'protocol'>): boolean => protocol === 'https'

/** Files of the console and the documents, which hold no data. */
const FILE_ROUTES: readonly string[] = ['/', '/*', '/login.css', '/docs/static/*']

/** Orchestrators ask by address, without a token: they get the status code and no details. */
const PROBES: readonly string[] = ['/health/live', '/health/ready']

/**
 * The hooks that check every request of every service before anything else is done with it. Each scope says which roles it
 * admits; what says nothing is open to whoever passes the checks of Host and Origin.
 */
export const createRequestGuard = (spec: RequestGuardSpec) => {
  const { guard, metrics, audit, refuse = sendDenial } = spec
  const refusals = metrics.counter('access_refused_total', 'Requests refused for who made them', ['code'])
  const routes: string[] = []
  const warnOfProxy = createProxyWarning(spec.isTrustedProxy)

  const deny = (request: FastifyRequest, reply: FastifyReply, denial: AccessDenial): unknown => {
    const { status, code } = denial
    refusals.inc({ code })
    const route = request.routeOptions.url ?? '(none)'
    const { method, ip: address, principal } = request
    audit({ code, method, route, address, principalId: principal?.id, principalName: principal?.name })
    reply.header('Cache-Control', 'no-store')
    if (status === 401) reply.header('WWW-Authenticate', 'Bearer realm="landfall"')
    if (status === 503) reply.header('Retry-After', RETRY_AFTER_SECONDS)
    return refuse(request, reply, denial)
  }

  /** Must come before the routes. */
  const identifyAll = (app: FastifyInstance): void => {
    app.decorateRequest('principal', null)
    app.addHook('onRoute', ({ method, url }) => {
      for (const one of [method].flat()) if (one !== 'HEAD' && one !== 'OPTIONS') routes.push(`${one} ${url}`)
    })
    app.addHook('onRequest', async (request, reply) => {
      // What one caller may see must not be kept for the next.
      if (!FILE_ROUTES.includes(request.routeOptions.url ?? '')) reply.header('Cache-Control', 'no-store')
      warnOfProxy(request)
      const { method, headers, raw } = request
      const isUpgrade = headers.upgrade?.toLowerCase() === 'websocket'
      const isSecure = isOverTls(request)
      const identified = guard.identify({ method, headers, rawHeaders: raw.rawHeaders, isUpgrade, isSecure })
      if (identified.ok) {
        request.principal = identified.principal
        if (identified.renewed != null) {
          reply.header('Set-Cookie', sessionCookie(identified.renewed, SESSION_SECONDS_MAX, isSecure))
        }
      } else if (identified.refusal.code !== 'wrong-host' || !isProbe(request)) {
        return deny(request, reply, identified.refusal)
      }
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

  return {
    identifyAll,
    requireRoles,
    /** Every route registered since `identifyAll`, as `GET /path`. */
    routes: routes as readonly string[],
  }
}

const isProbe = ({ routeOptions }: FastifyRequest): boolean => PROBES.includes(routeOptions.url ?? '')

const sendDenial = (_request: FastifyRequest, reply: FastifyReply, { status, code, message }: AccessDenial) =>
  reply.code(status).send({ code, message })

/** Says once that all requests of a proxy count as one address: it is not named in TRUST_PROXY. */
const createProxyWarning = (isTrustedProxy: AddressFilter) => {
  let isSaid = false
  return ({ headers, log, socket }: FastifyRequest): void => {
    if (isSaid || (headers['x-forwarded-for'] === undefined && headers['forwarded'] === undefined)) return
    const address = socket.remoteAddress ?? ''
    if (isTrustedProxy(address)) return
    isSaid = true
    log.warn({ event: 'proxy.not-trusted', address, setting: 'TRUST_PROXY' })
  }
}
