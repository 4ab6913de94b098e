import { answerMalformed, type Health, type Logger, type Metrics } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger } from 'fastify'
import { createRequestGuard } from './create-request-guard.ts'
import { guardedOpsRoutes } from './guarded-ops-routes.ts'
import type { HttpAccess } from './open-http-access.ts'

export type OpsAppDeps = {
  readonly logger: Logger
  readonly metrics: Metrics
  readonly health: Health
  readonly http: HttpAccess
  /** Computes the gauges just before they are scraped. */
  readonly beforeScrape?: () => void
}

/** On every answer. */
const HEADERS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }

/** The HTTP side of a service that serves health and metrics alone, not yet listening. */
export const buildOpsApp = async ({ logger, metrics, health, http, beforeScrape = () => {} }: OpsAppDeps) => {
  const requestGuard = createRequestGuard({ ...http, metrics })
  const app = Fastify({
    loggerInstance: logger as FastifyBaseLogger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    forceCloseConnections: true,
    trustProxy: http.trustProxy,
    clientErrorHandler: answerMalformed(HEADERS),
  })
  http.limitConnections(app)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS)
  })
  app.addHook('preHandler', async ({ routeOptions }) => {
    if (routeOptions.url === '/metrics') beforeScrape()
  })
  requestGuard.identifyAll(app)
  app.setNotFoundHandler((request, reply) =>
    reply
      .code(404)
      .send({ code: 'not-found', message: `there is no ${request.method} ${request.url.split('?', 1)[0]}` }),
  )
  await app.register(guardedOpsRoutes({ metrics, health, requestGuard }))
  return { app, routes: requestGuard.routes }
}
