import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { AlertNow } from '../domain/create-alert-fold.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { type AlertFilter, matches } from '../domain/passes-filter.ts'
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

/** A page ends with the alert that exceeds this; else large alerts could make one of 100 MB. */
const PAGE_BYTES_MAX = 4 * 1_048_576

type Page = { readonly alerts: readonly AlertNow[]; readonly nextCursor: string | null }

/**
 * A page of alerts, newest raised first. `before` is the nextCursor of the previous page: an index in the order of raising,
 * which never changes, so that alerts raised between two requests shift nothing from page to page.
 */
export const pageOf = (store: AlertStore, filter: AlertFilter, before: number | undefined, limit: number): Page => {
  const alerts: AlertNow[] = []
  let index = Math.min(before ?? store.raised.length, store.raised.length) - 1
  for (let bytes = 0; index >= 0 && alerts.length < limit && bytes < PAGE_BYTES_MAX; index -= 1) {
    const now = store.raised[index]?.now
    if (now == null || !matches(filter, now)) continue
    alerts.push(now)
    bytes += now.version.json.length
  }
  return { alerts, nextCursor: index >= 0 ? String(index + 1) : null }
}
