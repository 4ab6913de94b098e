import { ActionId, describeTakenOver, type Watches, WatchRequest } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import type { createTakeOver } from '../actions/create-take-over.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { watchesOf } from '../domain/watch/watches-of.ts'
import { ACTIONS_PER_MINUTE_MAX, authorOf, refuseUnconfirmed, refuseUnwritten } from './action-route.ts'
import { parseOrRefuse, refuse } from './refuse.ts'

export type WatchRouteDeps = {
  readonly store: AlertStore
  readonly takeOver: ReturnType<typeof createTakeOver>
  readonly clock: () => number
  /** Before, nobody can say who has the watch. */
  readonly isCaughtUp: () => boolean
}

const READING = 'the log is still being read; try again in a moment'

/** Who has the watch; taking it over: 200 once it has taken effect, 409 with who has it if somebody else was faster. */
export const watchRoute =
  ({ store, takeOver, clock, isCaughtUp }: WatchRouteDeps): FastifyPluginAsync =>
  async (app) => {
    const watches = (): Watches => watchesOf(store.watch)
    app.addHook('preHandler', async (_request, reply) => {
      if (!isCaughtUp()) return refuse(reply.header('Retry-After', 1), 503, 'unavailable', READING)
    })
    app.get('/v1/watch', async () => watches())

    const rateLimit = { max: ACTIONS_PER_MINUTE_MAX, timeWindow: '1 minute' }
    app.post('/v1/watch', { config: { rateLimit } }, async (request, reply) => {
      const body = parseOrRefuse(WatchRequest, request.body, reply)
      if (body === undefined) return reply
      const key = parseOrRefuse(ActionId.optional(), request.headers['idempotency-key'], reply, 'Idempotency-Key')
      if (reply.sent) return reply
      const watchId = key ?? body.watchId
      const result = await takeOver(authorOf(request.principal), { ...body, ...(watchId !== undefined && { watchId }) })
      switch (result) {
        case 'took':
          return watches()
        case 'overtaken': {
          const message = `follows ${JSON.stringify(body.follows)}: ${describeTakenOver(watches().current, clock())}; nothing was changed`
          return reply.code(409).send({ code: 'overtaken', message, ...watches() })
        }
        case 'not-written':
          return refuseUnwritten(reply)
        case 'unconfirmed':
          return refuseUnconfirmed(reply)
        default:
          return result satisfies never
      }
    })
  }
