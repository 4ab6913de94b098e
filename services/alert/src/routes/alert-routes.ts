import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { pageOf } from '../domain/page-of.ts'
import { writeView, writeViews } from '../write-view.ts'
import { AlertQuery, toFilter } from './alert-query.ts'
import { parseOrRefuse, refuse } from './refuse.ts'
import { viewerOf } from './viewer-of.ts'

export type AlertRoutesDeps = {
  readonly store: AlertStore
  readonly clock: () => number
}
export type AlertParams = { readonly alertId: string }

const JSON_TYPE = 'application/json; charset=utf-8'

/** The current alerts: a page of them, or one. */
export const alertRoutes =
  ({ store, clock }: AlertRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    app.get('/v1/alerts', async (request, reply) => {
      const query = parseOrRefuse(AlertQuery, request.query, reply, 'query')
      if (query === undefined) return reply
      const { alerts, nextCursor } = pageOf(store, toFilter(query), query.cursor, query.limit)
      const tail = `],"nextCursor":${JSON.stringify(nextCursor)}}`
      return reply.type(JSON_TYPE).send(writeViews('{"alerts":[', alerts, tail, viewerOf(request), clock()))
    })

    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId', async (request, reply) => {
      const now = store.alerts.get(request.params.alertId)?.now
      if (now == null) return noSuchAlert(reply, request.params.alertId)
      return reply.type(JSON_TYPE).send(writeView(now, viewerOf(request), clock()))
    })
  }

export const noSuchAlert = (reply: FastifyReply, alertId: string): FastifyReply =>
  refuse(reply, 404, 'not-found', `there is no alert ${JSON.stringify(alertId.slice(0, 100))}`)
