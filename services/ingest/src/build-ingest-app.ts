import type { Guard, RefusedRequest } from '@landfall/access'
import { answerMalformed, type Health, type Metrics, opsRoutes } from '@landfall/runtime'
import Fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import type { Accept } from './create-accept.ts'
import { createDocumentBudget } from './http/create-document-budget.ts'
import { createHttpMetrics } from './http/create-http-metrics.ts'
import { createIdentifyFeeder } from './http/create-identify-feeder.ts'
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
  readonly guard: Guard
  readonly audit: (refused: RefusedRequest) => void
  readonly isKafkaUp: () => boolean
  readonly limits?: Partial<HttpLimits>
}

const OBSERVATIONS = '/v1/observations'
/** On every answer, since it repeats what it was sent. */
const HEADERS = { 'x-content-type-options': 'nosniff' }
const HEADERS_MS_MAX = 10_000
export const CONNECTIONS_MAX = 2_048

/** The HTTP side of ingest, not yet listening. */
export const buildIngestApp = (deps: IngestAppDeps): FastifyInstance => {
  const { logger, metrics, health, accept, isKafkaUp, guard, audit } = deps
  const limits: HttpLimits = { ...HTTP_LIMITS, ...deps.limits }
  const httpMetrics = createHttpMetrics(metrics)
  const refuse = createSendRefused({ limits, metrics: httpMetrics })
  const app = Fastify({
    loggerInstance: logger,
    logController: new Fastify.LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    frameworkErrors: (error, request, reply) => {
      void refuse(request, reply, fromFastify(error))
    },
    clientErrorHandler: answerMalformed(HEADERS),
    http: { headersTimeout: HEADERS_MS_MAX },
  })
  app.server.maxConnections = CONNECTIONS_MAX

  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(HEADERS)
  })
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

  app.register(opsRoutes({ metrics, health }))
  app.register(ingestDocsRoutes)
  const documents = createDocumentBudget(limits.documentsBytesMax)
  const identifyFeeder = createIdentifyFeeder({ guard, audit })
  const post = { accept, identifyFeeder, isKafkaUp, limits, documents, metrics: httpMetrics, sendRefused: refuse }
  app.post(OBSERVATIONS, createPostObservations({ ...post, stopping: stop.signal }))
  return app
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
