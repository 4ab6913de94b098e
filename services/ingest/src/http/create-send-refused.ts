import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpMetrics } from './create-http-metrics.ts'
import type { RequestTally } from './create-in-flight-chunks.ts'
import { drain } from './drain.ts'
import type { HttpLimits } from './http-limits.ts'
import type { Refused } from './refused.ts'

export type RefusedDeps = { readonly limits: HttpLimits; readonly metrics: HttpMetrics }

/**
 * Answers a request that is not, or not wholly, taken: `{code, message}`, and for observations what had been taken
 * before it failed, so that nothing is lost between the two of us.
 */
export const createSendRefused =
  ({ limits, metrics }: RefusedDeps) =>
  async (
    request: FastifyRequest,
    reply: FastifyReply,
    refused: Refused,
    tally?: RequestTally,
  ): Promise<FastifyReply> => {
    const { status, code, message, retryAfterSeconds, cause } = refused
    if (status === 500) request.log.error({ event: 'request.failed', err: cause })
    metrics.countRefused(code)
    if (status === 401) reply.header('www-authenticate', 'Bearer realm="landfall"')
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    if (code === 'too-slow' || code === 'stopping') reply.header('connection', 'close')
    else await drainFor(request, limits)
    return reply.code(status).send({ code, message, ...tally })
  }
export type SendRefused = ReturnType<typeof createSendRefused>

/** Where the answer ends the connection, all must be read before it; else the rest is read while the answer is under way. */
const drainFor = async ({ raw, headers }: FastifyRequest, limits: HttpLimits): Promise<void> => {
  const drained = drain(raw, limits)
  if (headers.connection?.toLowerCase() === 'close') await drained
  else
    drained.then(
      (isWhole) => isWhole || raw.destroy(),
      () => {},
    )
}
