import { describeIssue } from '@landfall/contracts'
import { type ErrorCode, isLandfallError, type Logger } from '@landfall/runtime'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'

const RETRY_AFTER_SECONDS = 5

/** Every refusal has a stable code for programs and a sentence for people. */
export type Refused = { readonly code: string; readonly message: string }

export const refuse = (reply: FastifyReply, status: number, code: string, message: string): FastifyReply =>
  reply.code(status).send({ code, message } satisfies Refused)

/** Parses what a client sent. If it is invalid, answers 400 with field, reason and value, and returns undefined. */
export const parseOrRefuse = <Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  reply: FastifyReply,
  what = 'body',
): z.output<Schema> | undefined => {
  const parsed = schema.safeParse(given, { reportInput: true })
  if (parsed.success) return parsed.data
  refuse(reply, 400, 'invalid', describeIssue(parsed.error, given, what).reason)
  return undefined
}

const CODES: Readonly<Record<number, string>> = {
  400: 'invalid',
  404: 'not-found',
  413: 'too-large',
  415: 'wrong-content-type',
  429: 'too-many-requests',
}

/** The framework's own refusals of a body, with what to send. */
const wordsOf = ({ statusCode, code, message }: FastifyError, { headers, routeOptions }: FastifyRequest): string => {
  if (statusCode === 413) return `the body has more than ${routeOptions.bodyLimit} bytes: shorten it`
  if (statusCode === 415)
    return `Content-Type ${headers['content-type']?.slice(0, 80) ?? 'is missing'}: send application/json`
  return code.startsWith('FST_ERR_CTP') ? `the body cannot be read: ${message}; send one JSON object` : message
}

const KAFKA_AWAY: Refused = {
  code: 'unavailable',
  message: 'the log cannot be read or written at present; nothing that was confirmed is lost; try again',
}
const UNAVAILABLE: Partial<Record<ErrorCode, Refused>> = {
  LF_READERS_BUSY: { code: 'busy', message: 'too many old alerts or tracks are being read at present; try again' },
}

/** Turns what the framework or a handler throws into a refusal; anything unexpected into a 500 that reveals no internals. */
export const errorHandler =
  (logger: Logger) =>
  (error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    if (isLandfallError(error) && error.retryable) {
      logger.warn({ event: 'request.unavailable', route: request.routeOptions.url, code: error.code })
      const { code, message } = UNAVAILABLE[error.code] ?? KAFKA_AWAY
      return refuse(reply.header('Retry-After', RETRY_AFTER_SECONDS), 503, code, message)
    }
    const status = error.statusCode ?? 500
    if (status < 500) return refuse(reply, status, CODES[status] ?? 'refused', wordsOf(error, request))
    logger.error({ event: 'request.failed', route: request.routeOptions.url, err: error })
    return refuse(reply, 500, 'internal', 'something went wrong on this side')
  }
