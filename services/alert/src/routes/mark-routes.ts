import { LOCAL_PRINCIPAL, type Principal } from '@landfall/access'
import { ActionId, formatWireTime, MARKS_MAX, type Mark, MarkRequest, type Marks } from '@landfall/contracts'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { shownMark } from '../domain/marks/create-marks.ts'
import type { MarkLog } from '../marks/open-mark-log.ts'
import { parseOrRefuse, refuse } from './refuse.ts'

export type MarkRoutesDeps = {
  readonly marks: Pick<MarkLog, 'get' | 'isFull' | 'isRead' | 'standing' | 'write'>
  readonly clock: () => number
  readonly newId: () => string
}

/** Set and removed together, by one operator. */
export const MARKS_PER_MINUTE_MAX = 60
const RETRY_AFTER_SECONDS = 5

/** Operators’ own marks on the map. */
export const markRoutes =
  ({ marks, clock, newId }: MarkRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    const config = { rateLimit: { max: MARKS_PER_MINUTE_MAX, timeWindow: '1 minute' } }

    app.get(
      '/v1/marks',
      async (_request, reply): Promise<Marks | FastifyReply> =>
        marks.isRead() ? { marks: marks.standing() } : notRead(reply),
    )

    app.post('/v1/marks', { config }, async (request, reply) => {
      const asked = parseOrRefuse(MarkRequest, request.body, reply)
      if (asked === undefined) return reply
      const key = parseOrRefuse(ActionId.optional(), request.headers['idempotency-key'], reply, 'Idempotency-Key')
      if (reply.sent) return reply
      if (!marks.isRead()) return notRead(reply)
      const markId = key ?? newId()
      const known = marks.get(markId)
      if (known !== undefined) return isRepeat(known, asked) ? shownMark(known) : refuseUsed(reply, markId)
      if (marks.isFull()) {
        return refuse(reply, 409, 'full', `${MARKS_MAX} marks stand, and no more can: remove one first`)
      }
      const author = authorOf(request.principal)
      const mark = { ...asked, markId, at: formatWireTime(clock()), ...author }
      if (!(await marks.write({ type: 'mark', ...mark, removed: null }))) return notConfirmed(reply)
      return reply.code(201).send(shownMark({ type: 'mark', ...mark, removed: null }))
    })

    app.delete<{ Params: { readonly markId: string } }>('/v1/marks/:markId', { config }, async (request, reply) => {
      if (!marks.isRead()) return notRead(reply)
      const known = marks.get(request.params.markId)
      if (known === undefined) {
        const named = JSON.stringify(request.params.markId.slice(0, 100))
        return refuse(reply, 404, 'not-found', `there is no mark ${named}; GET /v1/marks lists those there are`)
      }
      const removed = { at: formatWireTime(clock()), ...authorOf(request.principal) }
      return (await marks.write({ ...known, removed })) ? reply.code(204).send() : notConfirmed(reply)
    })
  }

const authorOf = (principal: Principal | null): { readonly operator: string; readonly tokenId?: string } => ({
  operator: principal?.name ?? 'unknown',
  ...(principal !== null && principal !== LOCAL_PRINCIPAL && { tokenId: principal.id }),
})

const isRepeat = (known: Mark, { longitude, latitude, note }: MarkRequest): boolean =>
  known.longitude === longitude && known.latitude === latitude && known.note === note

const refuseUsed = (reply: FastifyReply, key: string): FastifyReply =>
  refuse(
    reply,
    422,
    'id-reused',
    `Idempotency-Key ${JSON.stringify(key)}: was used for another mark; choose another one`,
  )

const notRead = (reply: FastifyReply): FastifyReply =>
  refuse(
    reply.header('Retry-After', RETRY_AFTER_SECONDS),
    503,
    'not-ready',
    'the marks are still being read; try again',
  )

const notConfirmed = (reply: FastifyReply): FastifyReply =>
  refuse(
    reply.header('Retry-After', 1),
    503,
    'unconfirmed',
    'it may have been done, but was not read back in time; try again with the same Idempotency-Key',
  )
