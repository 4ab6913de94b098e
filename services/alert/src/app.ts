import staticFiles from '@fastify/static'
import { type Health, type Logger, type Metrics, opsRoutes } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { type AlertRoutesDeps, alertRoutes } from './routes/alert-routes.ts'
import { type FeedRouteDeps, feedRoute } from './routes/feed-route.ts'
import { errorHandler, refuse } from './routes/refusal.ts'
import { addSecurityHeaders } from './routes/security-headers.ts'

export type AppDeps = AlertRoutesDeps &
  FeedRouteDeps & {
    readonly logger: Logger
    readonly metrics: Metrics
    readonly health: Health
    readonly consoleDir: string
  }

const BODY_BYTES_MAX = 64 * 1_024
const REQUEST_MS_MAX = 30_000

/** The HTTP side, whole, without listening. */
export const buildApp = async (deps: AppDeps): Promise<FastifyInstance> => {
  const { logger } = deps
  const app: FastifyInstance = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    forceCloseConnections: true,
  })
  app.setErrorHandler(errorHandler(logger))
  app.setNotFoundHandler((request, reply) =>
    refuse(reply, 404, 'not-found', `there is no ${request.method} ${request.url.split('?')[0]}`),
  )
  addSecurityHeaders(app, [])
  await app.register(opsRoutes({ metrics: deps.metrics, health: deps.health }))
  await app.register(feedRoute(deps))
  await app.register(alertRoutes(deps))
  await app.register(staticFiles, { root: deps.consoleDir, index: 'index.html', redirect: false })
  return app
}
