import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Tally } from './create-flight.ts'
import { drain } from './drain.ts'
import type { HttpLimits } from './http-limits.ts'
import type { HttpMetrics } from './http-metrics.ts'
import type { Refused } from './refused.ts'

export type RefusedDeps = { readonly limits: HttpLimits; readonly metrics: HttpMetrics }

/**
 * Answers a request that is not, or not wholly, taken: `{code, message}`, and for observations what had been taken
 * before it failed, so that nothing is lost between the two of us.
 */
export const sendRefused =
  ({ limits, metrics }: RefusedDeps) =>
  (request: FastifyRequest, reply: FastifyReply, refused: Refused, tally?: Tally): FastifyReply => {
    const { status, code, message, retryAfterSeconds, cause } = refused
    if (status === 500) request.log.error({ event: 'request.failed', err: cause })
    metrics.countRefused(code)
    drain(request.raw, limits)
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    if (code === 'too-slow' || code === 'stopping') reply.header('connection', 'close')
    return reply.code(status).send({ code, message, ...tally })
  }
export type SendRefused = ReturnType<typeof sendRefused>
