import type { Guard } from '@landfall/access'
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import type { FeedHub } from '../feed/create-feed-hub.ts'
import { refuse } from './refuse.ts'
import { feedViewerOf } from './viewer-of.ts'

export type FeedRouteDeps = {
  readonly feed: FeedHub
  readonly isCaughtUp: () => boolean
  readonly guard: Guard
}

const FEED_PATH = '/v1/feed'

/** The live feed. Refused in the handshake, with a plain HTTP answer, until this instance has read the whole log. */
export const feedRoute =
  ({ feed, isCaughtUp, guard }: FeedRouteDeps): FastifyPluginAsync =>
  async (app) => {
    app.route({
      method: 'GET',
      url: FEED_PATH,
      preValidation: async (_request, reply) => {
        if (!isCaughtUp())
          return refuse(reply.header('Retry-After', 2), 503, 'not-ready', 'the log is still being read')
      },
      handler: async (_request, reply) =>
        refuse(
          reply.header('Upgrade', 'websocket'),
          426,
          'upgrade-required',
          'this is a WebSocket: connect with ws://',
        ),
      wsHandler: (socket, request) => feed.connect(socket, request.raw.socket, feedViewerOf(guard, request)),
    })
  }

/** On other paths the plugin would complete the handshake, then close, and log the URL with its query. */
export const refuseOtherSockets = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.ws || request.routeOptions.url === FEED_PATH) return
    return refuse(reply, 404, 'not-found', `there is no WebSocket here; the feed is ${FEED_PATH}`)
  })
}
