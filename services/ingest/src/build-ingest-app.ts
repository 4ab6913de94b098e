import { ANY_ROLE, createRequestGuard, guardedOpsRoutes, type HttpAccess } from '@landfall/access'
import { answerMalformed, type Health, type Metrics } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Accept } from './create-accept.ts'
import type { QuotaGate } from './create-quota-gate.ts'
import { createDocumentBudget } from './http/create-document-budget.ts'
import { createHttpMetrics } from './http/create-http-metrics.ts'
import { NOTHING_TAKEN } from './http/create-in-flight-chunks.ts'
import { createPostObservations } from './http/create-post-observations.ts'
import { createSendRefused } from './http/create-send-refused.ts'
import { HTTP_LIMITS, type HttpLimits } from './http/http-limits.ts'
import { ingestDocsRoutes } from './http/ingest-docs-routes.ts'
import { Refused, stopping, toRefused } from './http/refused.ts'

export type IngestAppDeps = {
  readonly logger: FastifyBaseLogger
  readonly metrics: Metrics
  readonly health: Health
  readonly accept: Accept
  readonly http: HttpAccess
  readonly isKafkaUp: () => boolean
  readonly quotaGate: QuotaGate
  readonly limits?: Partial<HttpLimits>
}

const OBSERVATIONS = '/v1/observations'
/** On every answer, since it repeats what it was sent. */
const HEADERS = { 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' }
const HEADERS_MS_MAX = 10_000

/** `routes`: every one as `GET /path`, once the app is ready. */
export type BuiltIngestApp = { readonly app: FastifyInstance; readonly routes: readonly string[] }

/** The HTTP side of ingest, not yet listening. */
export const buildIngestApp = (deps: IngestAppDeps): BuiltIngestApp => {
  const { logger, metrics, health, accept, isKafkaUp, quotaGate, http } = deps
  const limits: HttpLimits = { ...HTTP_LIMITS, ...deps.limits }
  const httpMetrics = createHttpMetrics(metrics)
  const refuse = createSendRefused({ limits, metrics: httpMetrics })
  const requestGuard = createRequestGuard({
    ...http,
    metrics,
    refuse: (request, reply, { status, code, message }) => {
      const refused = new Refused(status, code, message)
      return refuse(request, reply, refused, isObservations(request.url) ? NOTHING_TAKEN : undefined)
    },
  })
  const app = Fastify({
    loggerInstance: logger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      void refuse(request, reply, fromFastify(error))
    },
    trustProxy: http.trustProxy,
    clientErrorHandler: answerMalformed(HEADERS),
    http: { headersTimeout: HEADERS_MS_MAX },
  })
  http.limitConnections(app)

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS)
  })
  requestGuard.identifyAll(app)
  const stop = new AbortController()
  app.addHook('preClose', () => {
    setTimeout(() => stop.abort(stopping()), limits.stoppingMsMax).unref()
  })
  // The route reads bodies itself, as they arrive.
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _body, done) => done(null))
  app.setErrorHandler((error, request, reply) => refuse(request, reply, fromFastify(error)))
  app.setNotFoundHandler((request, reply) => {
    if (isObservations(request.url)) reply.header('allow', 'POST')
    return refuse(request, reply, notFound(request.method, request.url))
  })

  app.register(guardedOpsRoutes({ metrics, health, requestGuard }))
  app.register(async (scope) => {
    requestGuard.requireRoles(scope, ANY_ROLE)
    await ingestDocsRoutes(scope)
  })
  const documents = createDocumentBudget(limits.documentsBytesMax)
  const post = { accept, isKafkaUp, quotaGate, limits, documents, metrics: httpMetrics, sendRefused: refuse }
  app.register(async (scope) => {
    requestGuard.requireRoles(scope, ['feeder', 'operator'])
    scope.post(OBSERVATIONS, createPostObservations({ ...post, stopping: stop.signal }))
  })
  return { app, routes: requestGuard.routes }
}

const isObservations = (url: string): boolean => url.split('?', 1)[0] === OBSERVATIONS

const notFound = (method: string, url: string): Refused =>
  isObservations(url)
    ? new Refused(405, 'method-not-allowed', `${method} ${OBSERVATIONS}: only POST`)
    : new Refused(404, 'not-found', `${method} ${url.slice(0, 200)}: there is nothing here; see /docs`)

/** Fastify's own refusals (a malformed URL, an unreadable header) keep their status. */
const fromFastify = (error: unknown): Refused => {
  const { statusCode = 500, message } = error as { readonly statusCode?: number; readonly message: string }
  if (error instanceof Refused || statusCode >= 500) return toRefused(error)
  if (statusCode === 415) return new Refused(415, 'unsupported-media-type', message, { cause: error })
  return new Refused(statusCode, 'bad-request', message, { cause: error })
}
