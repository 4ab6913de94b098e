import { isOverTls, operatorSourceId, type Principal, sessionOfCookies } from '@landfall/access'
import type { Logger } from '@landfall/runtime'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseOrRefuse, refuse } from './refuse.ts'

export type ReportRouteDeps = {
  readonly ingestUrl: string
  readonly logger: Logger
}

const REPORTS_PER_MINUTE_MAX = 120
const ANSWER_MS_MAX = 10_000
const RETRY_AFTER_SECONDS = 5

/** One observation without a source, which is the logged-in operator. Ingest validates all the rest. */
export const Report = z
  .looseObject({ type: z.enum(['persons', 'craft', 'retraction', 'position-retraction']) })
  .refine((given) => given['source'] === undefined, {
    path: ['source'],
    error: 'is set here: the operator who reports',
  })

/**
 * Passes operators' own reports on to ingest: the console may call only the service it was loaded from, and ingest accepts
 * nothing from pages. The credentials are passed on too, so that ingest authorises the operator itself. Besides the topics
 * this is the one way data passes between services.
 */
export const reportRoute =
  ({ ingestUrl, logger }: ReportRouteDeps): FastifyPluginAsync =>
  async (app) => {
    const rateLimit = { max: REPORTS_PER_MINUTE_MAX, timeWindow: '1 minute' }
    app.post('/v1/observations', { config: { rateLimit } }, async (request, reply) => {
      const report = parseOrRefuse(Report, request.body, reply)
      if (report === undefined) return reply
      const source = { id: sourceIdOf(request.principal), kind: 'manual' }
      try {
        const answer = await fetch(new URL('/v1/observations', ingestUrl), {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...credentialsOf(request) },
          body: JSON.stringify({ ...report, source }),
          signal: AbortSignal.timeout(ANSWER_MS_MAX),
        })
        const retryAfter = answer.headers.get('retry-after')
        if (retryAfter !== null) reply.header('Retry-After', retryAfter)
        const type = answer.headers.get('content-type') ?? 'application/json; charset=utf-8'
        return reply
          .code(answer.status)
          .type(type)
          .send(await answer.text())
      } catch (error) {
        logger.warn({ event: 'report.not-passed-on', err: error })
        const message =
          'ingest cannot be reached, so it is not known whether the report was taken; sending it again is safe'
        return refuse(reply.header('Retry-After', RETRY_AFTER_SECONDS), 503, 'unavailable', message)
      }
    })
  }

const credentialsOf = (request: FastifyRequest): Readonly<Record<string, string>> => {
  const { headers } = request
  if (headers.authorization !== undefined) return { authorization: headers.authorization }
  const session = sessionOfCookies(headers.cookie, isOverTls(request))
  return session === null ? {} : { authorization: `Session ${session}` }
}

/** The route admits operators alone; a token may name the source that it reports as. */
const sourceIdOf = (principal: Principal | null): string => {
  if (principal === null) return 'operator:unknown'
  const { sourceId } = principal
  return sourceId === null || sourceId === '*' ? operatorSourceId(principal) : sourceId
}
