import type { FastifyInstance, FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { FeedHub } from '../feed/create-feed.ts'
import type { FeedViewer } from '../feed/feed-client.ts'
import { refuse } from './refuse.ts'

export type FeedRouteDeps = {
  readonly feed: FeedHub
  readonly isCaughtUp: () => boolean
  readonly feedViewerOf: (request: FastifyRequest) => FeedViewer
}

const FEED_PATH = '/v1/feed'

/** The live feed. Refused in the handshake, as plain HTTP, while this instance has not read the whole log. */
export const feedRoute =
  ({ feed, isCaughtUp, feedViewerOf }: FeedRouteDeps): FastifyPluginAsync =>
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
      wsHandler: (socket, request) => feed.connect(socket, request.raw.socket, feedViewerOf(request)),
    })
  }

/** Elsewhere the plugin would shake hands first, close then, and write the address into the log, with its query. */
export const refuseOtherSockets = (app: FastifyInstance): void => {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.ws || request.routeOptions.url === FEED_PATH) return
    return refuse(reply, 404, 'not-found', `there is no WebSocket here; the feed is ${FEED_PATH}`)
  })
}
