import type { Access } from './create-access.ts'
import { LOCAL_PRINCIPAL, type Principal, type Role } from './role.ts'
import { sessionOfCookies } from './sessions/session-cookie.ts'

export type GuardSpec = {
  readonly access: Access
  /** Host names of this service, `name` or `name:port`, beside the loopback ones. */
  readonly allowedHosts: readonly string[]
  /** Origins of pages that may call, beside those served here, as `https://console.example`. */
  readonly allowedOrigins: readonly string[]
}

/** The parts of a request that the guard reads; Node's own headers fit. */
export type GuardedRequest = {
  readonly method: string
  readonly headers: {
    readonly host?: string | undefined
    readonly origin?: string | undefined
    readonly authorization?: string | undefined
    readonly cookie?: string | undefined
  }
  /** Names and values as they came, to find a header that came twice. */
  readonly rawHeaders?: readonly string[]
  /** A WebSocket handshake is a GET, but what follows it acts on the session. */
  readonly isUpgrade?: boolean
  /** Over TLS, here or at a trusted proxy: its cookie has another name. */
  readonly isSecure?: boolean
  /** Of a page whose socket is still open: then it is not idle. */
  readonly isConnected?: boolean
}

export type AccessDenial = {
  readonly status: 400 | 401 | 403 | 421 | 503
  readonly code:
    | 'two-hosts'
    | 'wrong-host'
    | 'foreign-origin'
    | 'no-credentials'
    | 'wrong-credentials'
    | 'wrong-role'
    | 'not-ready'
  readonly message: string
}
export type Identified =
  /** `principal` is null for a request without credentials, which some routes allow. */
  | {
      readonly ok: true
      readonly principal: Principal | null
      readonly via: 'token' | 'session' | 'local' | 'nothing'
      /** The session's new value, for its cookie. */
      readonly renewed?: string | null
    }
  | { readonly ok: false; readonly refusal: AccessDenial }

const LOOPBACK_NAMES = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * Identifies requests, the same way for every service. Host and Origin are checked even where no tokens are configured, so
 * that no web page, however it got the browser to resolve its name, can feed or act.
 */
export const createGuard = ({ access, allowedHosts, allowedOrigins }: GuardSpec) => {
  const hosts = new Set(allowedHosts.map((host) => host.toLowerCase()))
  const origins = new Set(allowedOrigins.map((origin) => origin.toLowerCase()))

  const isAllowedHost = (host: string): boolean =>
    LOOPBACK_NAMES.test(host) || hosts.has(host.toLowerCase()) || hosts.has(host.toLowerCase().replace(/:\d+$/, ''))

  const isAllowedOrigin = (origin: string, host: string): boolean =>
    origins.has(origin.toLowerCase()) || /^https?:\/\/(.+)$/i.exec(origin)?.[1]?.toLowerCase() === host.toLowerCase()

  const identify = (request: GuardedRequest): Identified => {
    const { method, headers, rawHeaders = [], isUpgrade = false, isSecure = false, isConnected = false } = request
    // Node keeps the first and a proxy may have looked at the other (RFC 9112, 3.2).
    if (hostsIn(rawHeaders) > 1) return refused(400, 'two-hosts', 'Host: a request names one host; send it once')
    const host = headers.host
    if (host === undefined || !isAllowedHost(host)) {
      const remedy = 'use a name of this service, or add it to ALLOWED_HOSTS'
      return refused(421, 'wrong-host', `Host ${show(host)}: is no name of this service; ${remedy}`)
    }
    const origin = headers.origin
    if (origin !== undefined && !isAllowedOrigin(origin, host)) {
      return refused(
        403,
        'foreign-origin',
        `Origin ${show(origin)}: may not call this service; use a page of this service`,
      )
    }
    const authorization = headers.authorization
    if (authorization !== undefined) return byHeader(authorization)
    if (access.isOpen) return { ok: true, principal: LOCAL_PRINCIPAL, via: 'local' }
    const session = sessionOfCookies(headers.cookie, isSecure)
    if (session === null) return { ok: true, principal: null, via: 'nothing' }
    const acts = isUpgrade || !['GET', 'HEAD', 'OPTIONS'].includes(method)
    // A browser sends the page's origin with whatever acts; a cookie without one does not come from our page.
    if (acts && origin === undefined)
      return refused(403, 'foreign-origin', 'Origin: is missing; a session acts only from a page of this service')
    const read = access.bySession(session, isConnected)
    if (read.state === 'not-ready') return NOT_READY
    if (read.state === 'over') return { ok: true, principal: null, via: 'session' }
    return { ok: true, principal: read.principal, via: 'session', renewed: read.renewed }
  }

  const byHeader = (authorization: string): Identified => {
    const principal = principalOf(access, authorization)
    if (principal === 'not-ready') return NOT_READY
    if (principal !== null) return { ok: true, principal, via: 'token' }
    return refused(
      401,
      'wrong-credentials',
      'Authorization: the token is not known here, or no longer valid; ask for a new one',
    )
  }

  return { identify }
}
export type Guard = ReturnType<typeof createGuard>

/**
 * The principal of an Authorization header: `Bearer` and a token, or `Session` and a session's value, as a service forwards a
 * request (no page of another site can make a browser send either).
 */
const principalOf = (access: Access, authorization: string): Principal | null | 'not-ready' => {
  const [, scheme = '', value = ''] = /^(Bearer|Session) +(\S+)$/i.exec(authorization) ?? []
  if (value === '') return null
  if (scheme.toLowerCase() === 'bearer') return access.bySecret(value)
  const read = access.bySession(value)
  if (read.state === 'not-ready') return 'not-ready'
  return read.state === 'valid' ? read.principal : null
}

/** Null if the principal has one of the roles; an operator may do whatever a subscriber may. */
export const requireRole = (principal: Principal | null, roles: readonly Role[]): AccessDenial | null => {
  if (principal === null) {
    return {
      status: 401,
      code: 'no-credentials',
      message: 'give a token as Authorization: Bearer …, or sign in at /login',
    }
  }
  if (roles.includes(principal.role)) return null
  if (principal.role === 'operator' && roles.includes('subscriber')) return null
  return {
    status: 403,
    code: 'wrong-role',
    message: `the role of this token is ${principal.role}: this needs ${roles.join(' or ')}; use a token that has it`,
  }
}

const hostsIn = (rawHeaders: readonly string[]): number =>
  rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length

const refused = (status: AccessDenial['status'], code: AccessDenial['code'], message: string): Identified => ({
  ok: false,
  refusal: { status, code, message },
})

/** Not 401: a browser would take that for the end of its session. */
const NOT_READY = refused(503, 'not-ready', 'which sessions have ended is still being read; try again')

const show = (value: string | undefined): string => JSON.stringify(value ?? null).slice(0, 200)
