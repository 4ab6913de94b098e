import { readFile } from 'node:fs/promises'
import { type Access, Role, sessionCookie } from '@landfall/access'
import { formatWireTime } from '@landfall/contracts'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refuse } from './refuse.ts'

export type SessionRoutesDeps = { readonly access: Access; readonly clock: () => number }

/** What `GET /v1/session` says. */
export const Session = z.object({
  name: z.string(),
  role: Role,
  /** False where everybody on this machine is an operator. */
  needsLogin: z.boolean(),
  serverTime: z.string(),
})

const LOGINS_PER_MINUTE_MAX = 10
const page = (name: string) => readFile(new URL(`../page/${name}`, import.meta.url), 'utf8')

/** Login to the console: a token once, then a cookie that no script can read. */
export const sessionRoutes =
  ({ access, clock }: SessionRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    const [loginPage, failedPage, style] = await Promise.all(['login.html', 'login-failed.html', 'login.css'].map(page))
    app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    const isSecure = (request: FastifyRequest): boolean => request.protocol === 'https'

    app.get('/login', async (_request, reply) => reply.type('text/html; charset=utf-8').send(loginPage))

    app.get('/login.css', async (_request, reply) => reply.type('text/css; charset=utf-8').send(style))

    const rateLimit = { max: LOGINS_PER_MINUTE_MAX, timeWindow: '1 minute' }
    app.post('/login', { config: { rateLimit } }, async (request, reply) => {
      const token = (request.body as { readonly token?: unknown } | null)?.token
      const principal = typeof token === 'string' ? access.bySecret(token.trim()) : null
      if (principal === null || principal.role === 'feeder') {
        request.log.warn({ event: 'login.refused', address: request.ip })
        return reply.code(401).type('text/html; charset=utf-8').send(failedPage)
      }
      const { value, expiresAtMs } = access.beginSession(principal)
      const maxAgeSeconds = Math.floor((expiresAtMs - clock()) / 1_000)
      return reply.header('Set-Cookie', sessionCookie(value, maxAgeSeconds, isSecure(request))).redirect('/', 303)
    })

    app.post('/logout', async (request, reply) =>
      reply.header('Set-Cookie', sessionCookie('', 0, isSecure(request))).redirect('/login', 303),
    )

    app.get('/v1/session', async ({ principal }, reply) => {
      if (principal === null) return refuse(reply, 401, 'no-credentials', 'log in at /login, or give a token')
      const { name, role } = principal
      const serverTime = formatWireTime(clock())
      return { name, role, needsLogin: !access.isOpen, serverTime } satisfies z.infer<typeof Session>
    })
  }
