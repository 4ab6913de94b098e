import { readFile } from 'node:fs/promises'
import {
  type Access,
  type AuditTrail,
  addressGroup,
  createFailureLimit,
  idOfSecret,
  isOverTls,
  Role,
  requesterOf,
  sessionCookie,
  sessionOfCookies,
} from '@landfall/access'
import { formatWireTime } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { loginPage } from '../page/login-page.ts'
import { refuse } from './refuse.ts'

export type SessionRoutesDeps = {
  readonly access: Access
  readonly clock: () => number
  readonly trail: AuditTrail
}

/** What `GET /v1/session` says. */
export const Session = z.object({
  name: z.string(),
  role: Role,
  /** False where everybody on this machine is an operator. */
  needsLogin: z.boolean(),
  serverTime: z.string(),
})

/** Of each address, and of each token that somebody claims to have. Successes count for nothing. */
const FAILED_LOGINS_PER_MINUTE_MAX = 10
const FAILED_LOGIN_KEYS_MAX = 10_000

/** Login to the console: a token once, then a cookie that no script can read. */
export const sessionRoutes =
  ({ access, clock, trail }: SessionRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    const style = await readFile(new URL('../page/login.css', import.meta.url), 'utf8')
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )

    app.get('/login', async (_request, reply) =>
      reply.type('text/html; charset=utf-8').send(loginPage({ hasFailed: false })),
    )

    app.get('/login.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))

    const failures = createFailureLimit({
      failuresMax: FAILED_LOGINS_PER_MINUTE_MAX,
      windowMs: 60_000,
      keysMax: FAILED_LOGIN_KEYS_MAX,
      clock,
    })
    app.post('/login', async (request, reply) => {
      const given = (request.body as { readonly token?: unknown } | null)?.token
      const token = typeof given === 'string' ? given.trim() : ''
      // A right token gets in whatever failed before: 256 random bits cannot be guessed, but a watch could be locked out.
      const principal = access.bySecret(token)
      if (principal === null || principal.role === 'feeder') {
        const tokenId = idOfSecret(token)
        const keys = [`address ${addressGroup(request.ip)}`, ...(tokenId === null ? [] : [`token ${tokenId}`])]
        trail.record({ event: 'log-in-refused', address: request.ip, ...(tokenId !== null && { tokenId }) })
        const waitSeconds = failures.fail(keys)
        if (waitSeconds > 0) {
          const message = `too many failed sign-ins from this address or with this token; try again in ${waitSeconds} s`
          return refuse(reply.header('Retry-After', waitSeconds), 429, 'too-many-requests', message)
        }
        request.log.warn({ event: 'login.refused', address: request.ip, tokenId })
        return reply
          .code(401)
          .type('text/html; charset=utf-8')
          .send(loginPage({ hasFailed: true }))
      }
      trail.record({ event: 'log-in', code: principal.role, ...requesterOf(request, principal) })
      const { value, expiresAtMs } = access.beginSession(principal)
      const maxAgeSeconds = Math.floor((expiresAtMs - clock()) / 1_000)
      return reply.header('Set-Cookie', sessionCookie(value, maxAgeSeconds, isOverTls(request))).redirect('/', 303)
    })

    app.post('/logout', async (request, reply) => {
      if (request.principal !== null) trail.record({ event: 'log-out', ...requesterOf(request) })
      const session = sessionOfCookies(request.headers.cookie, isOverTls(request))
      if (session !== null) access.endSession(session)
      reply.removeHeader('Set-Cookie') // The one that would renew it.
      return reply.header('Set-Cookie', sessionCookie('', 0, isOverTls(request))).redirect('/login', 303)
    })

    app.get('/v1/session', async ({ principal }, reply) => {
      if (principal === null) return refuse(reply, 401, 'no-credentials', 'sign in at /login, or give a token')
      const { name, role } = principal
      const serverTime = formatWireTime(clock())
      return { name, role, needsLogin: !access.isOpen, serverTime } satisfies z.infer<typeof Session>
    })
  }
