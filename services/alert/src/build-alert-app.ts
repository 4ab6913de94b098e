import rateLimit from '@fastify/rate-limit'
import staticFiles from '@fastify/static'
import websocket from '@fastify/websocket'
import { ANY_ROLE, createRequestGuard, guardedOpsRoutes, type HttpAccess } from '@landfall/access'
import { answerMalformed, type Health, type Logger, type Metrics } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger, type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Tls } from './read-tls.ts'
import { type ActionRouteDeps, actionRoute } from './routes/action-route.ts'
import { type AlertDocsRoutesDeps, alertDocsRoutes } from './routes/alert-docs-routes.ts'
import { type AlertRoutesDeps, alertRoutes } from './routes/alert-routes.ts'
import { createReadLimit } from './routes/create-read-limit.ts'
import { type DocumentRoutesDeps, documentRoutes } from './routes/document-routes.ts'
import { type FeedRouteDeps, feedRoute, refuseOtherSockets } from './routes/feed-route.ts'
import { type MarkRoutesDeps, markRoutes } from './routes/mark-routes.ts'
import { type PreviewRouteDeps, previewRoute } from './routes/preview-route.ts'
import { errorHandler, refuse } from './routes/refuse.ts'
import { type ReportRouteDeps, reportRoute } from './routes/report-route.ts'
import { addSecurityHeaders, securityHeaders } from './routes/security-headers.ts'
import { type SessionRoutesDeps, sessionRoutes } from './routes/session-routes.ts'
import { type StatusRouteDeps, statusRoute } from './routes/status-route.ts'
import { type TrackRouteDeps, trackRoute } from './routes/track-route.ts'
import { type WatchRouteDeps, watchRoute } from './routes/watch-route.ts'

export type AlertAppDeps = Omit<AlertRoutesDeps, 'limitReads'> &
  ActionRouteDeps &
  AlertDocsRoutesDeps &
  Omit<DocumentRoutesDeps, 'limitReads'> &
  FeedRouteDeps &
  HttpAccess &
  Omit<PreviewRouteDeps, 'limitReads'> &
  MarkRoutesDeps &
  ReportRouteDeps &
  SessionRoutesDeps &
  StatusRouteDeps &
  WatchRouteDeps &
  Omit<TrackRouteDeps, 'limitReads'> & {
    readonly logger: Logger
    readonly metrics: Metrics
    readonly health: Health
    readonly consoleDir: string
    /** Absent: plain HTTP, on loopback or behind a proxy. */
    readonly tls?: Tls | undefined
  }

/** `routes`: each as `GET /path`. */
export type BuiltApp = { readonly app: FastifyInstance; readonly routes: readonly string[] }

const BODY_BYTES_MAX = 64 * 1_024
const REQUEST_MS_MAX = 30_000

/** Builds the whole HTTP side, without listening. */
export const buildAlertApp = async (deps: AlertAppDeps): Promise<BuiltApp> => {
  const app = createServer(deps)
  deps.limitConnections(app, deps.tls !== undefined)
  const requestGuard = createRequestGuard(deps)
  const { identifyAll, requireRoles, routes } = requestGuard
  app.removeContentTypeParser('text/plain') // The one type a foreign page can send without a CORS preflight.
  app.setErrorHandler(errorHandler(deps.logger))
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, 'not-found', `there is no ${request.method} ${request.url.split('?')[0]}`),
  )
  addSecurityHeaders(app, securityHeaders(deps.tls !== undefined))
  // Before the guard: the plugin closes the socket of a refused handshake only if it has seen the handshake.
  await app.register(websocket, {
    options: { maxPayload: deps.feed.limits.clientFrameBytesMax, perMessageDeflate: false, clientTracking: false },
  })
  refuseOtherSockets(app)
  identifyAll(app)
  await app.register(rateLimit, {
    global: false,
    keyGenerator: (request) => request.principal?.id ?? request.ip,
  })

  // Open to everyone: health probes (their status alone), the login, and the page, which holds no data.
  await app.register(sessionRoutes(deps))
  await app.register(guardedOpsRoutes({ ...deps, requestGuard }))
  await app.register(async (scope) => {
    requireRoles(scope, ANY_ROLE)
    await scope.register(alertDocsRoutes(deps))
  })
  await app.register(staticFiles, { root: deps.consoleDir, index: 'index.html', redirect: false })

  const limitReads = createReadLimit()
  await app.register(async (scope) => {
    requireRoles(scope, ['subscriber', 'operator'])
    await scope.register(feedRoute(deps))
    await scope.register(alertRoutes({ ...deps, limitReads }))
    await scope.register(documentRoutes({ ...deps, limitReads }))
    await scope.register(statusRoute(deps))
  })
  await app.register(async (scope) => {
    requireRoles(scope, ['operator'])
    await scope.register(actionRoute(deps))
    await scope.register(reportRoute(deps))
    await scope.register(previewRoute({ ...deps, limitReads }))
    await scope.register(watchRoute(deps))
    await scope.register(trackRoute({ ...deps, limitReads }))
    await scope.register(markRoutes(deps))
  })
  return { app, routes }
}

const createServer = ({ logger, tls, trustProxy }: AlertAppDeps): FastifyInstance => {
  const headers = securityHeaders(tls !== undefined)
  const options = {
    loggerInstance: logger as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    forceCloseConnections: true,
    trustProxy,
    clientErrorHandler: answerMalformed(headers),
    // A URL that cannot be decoded never reaches the hooks.
    frameworkErrors: (error: FastifyError, _request: unknown, reply: FastifyReply): void => {
      refuse(reply.headers({ ...headers, 'cache-control': 'no-store' }), 400, 'invalid', error.message)
    },
  }
  return tls === undefined ? Fastify(options) : (Fastify({ ...options, https: tls }) as unknown as FastifyInstance)
}
