import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpMetrics } from './create-http-metrics.ts'
import type { RequestTally } from './create-in-flight-chunks.ts'
import type { HttpLimits } from './http-limits.ts'
import type { Refused } from './refused.ts'

export type RefusedDeps = { readonly limits: HttpLimits; readonly metrics: HttpMetrics }

/**
 * Answers a request that was not, or not wholly, accepted: `{code, message}`, and for observations what had been accepted
 * before it failed, so that the feeder can resend exactly the rest.
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
    if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
    if (code === 'too-slow' || code === 'stopping') reply.header('connection', 'close')
    else await drainFor(request, limits)
    return reply.code(status).send({ code, message, ...tally })
  }
export type SendRefused = ReturnType<typeof createSendRefused>

/** If the answer ends the connection, the body must be read before it; else the rest is read while the answer is sent. */
const drainFor = async ({ raw, headers }: FastifyRequest, limits: HttpLimits): Promise<void> => {
  const drained = drain(raw, limits)
  if (headers.connection?.toLowerCase() === 'close') await drained
  else
    drained.then(
      (isWhole) => isWhole || raw.destroy(),
      () => {},
    )
}

/**
 * Reads and discards what a feeder still sends after its request was refused: cut off in the middle of sending, it would see
 * a broken connection instead of the answer. Resolves with whether all of it came within the limits.
 */
const drain = async (request: IncomingMessage, limits: HttpLimits): Promise<boolean> => {
  if (request.readableEnded || request.destroyed) return true
  const { promise, resolve } = Promise.withResolvers<boolean>()
  let bytes = 0
  const count = (chunk: Buffer): void => {
    bytes += chunk.length
    if (bytes > limits.drainBytesMax) resolve(false)
  }
  const end = (): void => resolve(true)
  const timer = setTimeout(() => resolve(false), limits.drainMsMax)
  request.on('data', count).on('end', end).on('close', end).resume()
  const isWhole = await promise
  clearTimeout(timer)
  request.off('data', count).off('end', end).off('close', end)
  return isWhole
}
