import { Alert, isDistressAlert, type NearAnswer } from '@landfall/contracts'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { AlertEntry } from '../domain/alert-entry.ts'
import { stateOf } from '../domain/archive-of.ts'
import type { AlertNow } from '../domain/create-alert-fold.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LatestPositions } from '../domain/create-latest-positions.ts'
import { aboardOnAlerts } from '../domain/near/aboard-on-alerts.ts'
import { craftNear, NEAR_MINUTES_MAX, NEAR_NM_MAX } from '../domain/near/craft-near.ts'
import { type AlertFilter, matches } from '../domain/passes-filter.ts'
import type { ShownAreas } from '../load-shown-areas.ts'
import type { AlertRecords } from '../log/create-alert-records.ts'
import { writeView, writeViews } from '../write-view.ts'
import { AlertQuery, toFilter } from './alert-query.ts'
import type { ReadLimit } from './create-read-limit.ts'
import { parseOrRefuse, refuse } from './refuse.ts'
import { viewerOf } from './viewer-of.ts'

export type AlertRoutesDeps = {
  readonly store: AlertStore
  readonly records: AlertRecords
  readonly latestPositions: LatestPositions
  readonly clock: () => number
  readonly limitReads: ReadLimit
  readonly areas: Pick<ShownAreas, 'areaIds'>
}
export type AlertParams = { readonly alertId: string }

const JSON_TYPE = 'application/json; charset=utf-8'

/** The current alerts: a page of them, one, and the craft near one. */
export const alertRoutes =
  ({ store, records, latestPositions, clock, limitReads, areas }: AlertRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    /** Those in memory need no read, and no limit. */
    const nowsFor = (request: FastifyRequest): Pick<AlertRecords, 'nowsOf'> => ({
      nowsOf: (entries, bytesMax) => {
        const read = () => records.nowsOf(entries, bytesMax)
        return entries.some(({ archive }) => archive !== null) ? limitReads(request, read) : read()
      },
    })

    app.get('/v1/alerts', async (request, reply) => {
      const query = parseOrRefuse(AlertQuery, request.query, reply, 'query')
      if (query === undefined) return reply
      const { alerts, nextCursor } = await pageOf(store, nowsFor(request), toFilter(query), query.cursor, query.limit)
      const unknown = alerts.length === 0 ? query.areaId?.find((areaId) => !areas.areaIds.includes(areaId)) : undefined
      if (unknown !== undefined) {
        const known = areas.areaIds.join(', ')
        const message = `areaId ${JSON.stringify(unknown)}: is no area that is watched (${known}), and no alert found has it`
        return refuse(reply, 400, 'invalid', message)
      }
      const tail = `],"nextCursor":${JSON.stringify(nextCursor)}}`
      return reply.type(JSON_TYPE).send(writeViews('{"alerts":[', alerts, tail, viewerOf(request), clock()))
    })

    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId', async (request, reply) => {
      const entry = store.alerts.get(request.params.alertId)
      const [now] = entry === undefined ? [] : await nowsFor(request).nowsOf([entry])
      if (now === undefined) return noSuchAlert(reply, request.params.alertId)
      return reply.type(JSON_TYPE).send(writeView(now, viewerOf(request), clock()))
    })

    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId/near', async (request, reply) => {
      const entry = store.alerts.get(request.params.alertId)
      const [now] = entry === undefined ? [] : await nowsFor(request).nowsOf([entry])
      if (now === undefined) return noSuchAlert(reply, request.params.alertId)
      const answer = nearAnswer(now, store, latestPositions)
      const { alertId, kind } = now.version
      return answer ?? refuse(reply, 404, 'no-place', `${alertId}: an alert of kind ${kind} has no place to be near`)
    })
  }

/** The craft near a call for help; null for any other alert. */
const nearAnswer = (
  { version: { alertId, version, exercise, json } }: AlertNow,
  store: AlertStore,
  latestPositions: LatestPositions,
): NearAnswer | null => {
  const alert = Alert.safeParse(JSON.parse(json.toString())).data
  if (alert === undefined || !isDistressAlert(alert)) return null
  const { place } = alert
  const onAlerts = (craftIds: ReadonlySet<string>) => aboardOnAlerts(store, craftIds, exercise)
  const found = place === null ? { craft: [], craftMore: 0 } : craftNear(latestPositions, { place, exercise }, onAlerts)
  return { alertId, version, place, withinNm: NEAR_NM_MAX, withinMinutes: NEAR_MINUTES_MAX, ...found }
}

export const noSuchAlert = (reply: FastifyReply, alertId: string): FastifyReply =>
  refuse(
    reply,
    404,
    'not-found',
    `there is no alert ${JSON.stringify(alertId.slice(0, 100))}; GET /v1/alerts lists those there are`,
  )

/** A page ends with the alert that exceeds this; else large alerts could make one of 100 MB. */
const PAGE_BYTES_MAX = 4 * 1_048_576

type Page = { readonly alerts: readonly AlertNow[]; readonly nextCursor: string | null }

/** How many alerts a page may skip: a filter that matches little must not read everything at once. */
const PAGE_LOOKED_AT_MAX = 10_000

/**
 * A page of alerts, newest raised first. `before` is the nextCursor of the previous page: an index in the order of raising,
 * which never changes, so that alerts raised between two requests shift nothing from page to page.
 */
export const pageOf = async (
  store: AlertStore,
  records: Pick<AlertRecords, 'nowsOf'>,
  filter: AlertFilter,
  before: number | undefined,
  limit: number,
): Promise<Page> => {
  const found: AlertEntry[] = []
  const start = Math.min(before ?? store.raised.length, store.raised.length)
  let end = start
  let bytes = 0
  while (end > 0 && found.length < limit && bytes < PAGE_BYTES_MAX && start - end < PAGE_LOOKED_AT_MAX) {
    end -= 1
    const entry = store.raised[end]
    const state = entry === undefined ? null : stateOf(entry)
    if (entry === undefined || state === null || !matches(filter, state)) continue
    found.push(entry)
    bytes += entry.fold?.now?.version.json.length ?? 0
  }
  const alerts = await records.nowsOf(found, PAGE_BYTES_MAX)
  const unread = found[alerts.length] // The page has its bytes before the limit.
  const next = unread === undefined ? end : unread.raisedIndex + 1
  return { alerts, nextCursor: next > 0 ? String(next) : null }
}
