import { type AuditTrail, requesterOf } from '@landfall/access'
import { ChangesWanted, type ChecklistSpec } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { writeCap } from '../documents/write-cap.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { recordsOf, versionInIndex } from '../domain/record-index.ts'
import type { ShownAreas } from '../load-shown-areas.ts'
import type { ShownGazetteer } from '../load-shown-gazetteer.ts'
import type { AlertRecords } from '../log/create-alert-records.ts'
import { readHistory } from '../log/read-history.ts'
import { readMaterialVersions } from '../log/read-material-versions.ts'
import { type AlertParams, noSuchAlert } from './alert-routes.ts'
import type { ReadLimit } from './create-read-limit.ts'
import { parseOrRefuse, refuse } from './refuse.ts'
import { viewerOf } from './viewer-of.ts'

export type DocumentRoutesDeps = {
  readonly store: AlertStore
  readonly records: AlertRecords
  readonly areas: ShownAreas
  readonly gazetteer: Pick<ShownGazetteer, 'geojson' | 'etag'>
  readonly capSender: string
  readonly capSenderName: string
  readonly trail: AuditTrail
  readonly limitReads: ReadLimit
  readonly checklists: readonly ChecklistSpec[]
}

const ENTRIES_MAX = 1_000

export const HistoryQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a nextCursor of an earlier answer')
    .transform(Number)
    .default(0),
  limit: z.coerce.number().int().min(1).max(ENTRIES_MAX).default(200),
  /** `true` for a copy to keep: the audit says who took it. */
  export: z.enum(['true', 'false']).default('false'),
})
export const CapQuery = z.strictObject({
  /** Absent: the newest. */
  version: z.coerce.number().int().positive().optional(),
  /** `material`: the newest version up to that one which says something that matters; references name such versions alone. */
  changes: ChangesWanted.default('all'),
})

/** The history of alerts, alerts as CAP, the areas, what to do about alerts, and the names of places. */
export const documentRoutes =
  ({
    store,
    records,
    areas,
    gazetteer,
    capSender,
    capSenderName,
    trail,
    limitReads,
    checklists,
  }: DocumentRoutesDeps): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId/history', async (request, reply) => {
      const query = parseOrRefuse(HistoryQuery, request.query, reply, 'query')
      if (query === undefined) return reply
      const { alertId } = request.params
      const entry = store.alerts.get(alertId)
      if (entry === undefined || entry.raisedIndex < 0) return noSuchAlert(reply, alertId)
      if (query.export === 'true' && query.cursor === 0) {
        trail.record({ event: 'export', code: 'history', subject: alertId, ...requesterOf(request) })
      }
      const asked = { viewer: viewerOf(request), from: query.cursor, limit: query.limit }
      return { alertId, ...(await limitReads(request, () => readHistory(records, entry, asked))) }
    })

    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId/cap', async (request, reply) => {
      const query = parseOrRefuse(CapQuery, request.query, reply, 'query')
      if (query === undefined) return reply
      const { alertId } = request.params
      const versions = store.alerts.get(alertId)?.versions
      if (versions === undefined || versions.records === 0) return noSuchAlert(reply, alertId)
      const place = query.version === undefined ? versions.last : versionInIndex(versions, query.version)
      const upTo = recordsOf(versions).filter(({ offset }) => place !== undefined && offset <= place.offset)
      const offsets = upTo.map(({ offset }) => offset)
      const read = await limitReads(request, () =>
        query.changes === 'material' ? readMaterialVersions(records, offsets) : records.versionsAt(offsets.slice(-1)),
      )
      const version = read.at(-1)
      if (version === undefined)
        return refuse(reply, 404, 'not-found', `version: there is no version ${query.version} of ${alertId}`)
      const cap = writeCap({
        version,
        earlier: (query.changes === 'material' ? read : upTo)
          .slice(0, -1)
          .map((earlier) => ({ alertId, version: earlier.version, timeMs: earlier.timeMs })),
        sender: capSender,
        senderName: capSenderName,
        areaName: areas.nameOf(version.areaId),
      })
      if (cap === null) return refuse(reply, 404, 'no-cap', `${alertId} is of a kind that has no CAP message here`)
      trail.record({ event: 'export', code: 'cap', subject: alertId, ...requesterOf(request) })
      return reply.type('application/cap+xml; charset=utf-8').send(cap)
    })

    app.get('/v1/checklists', async () => ({ checklists }))

    app.get('/v1/areas', async (_request, reply) => reply.type('application/geo+json').send(areas.geojson))

    app.get('/v1/gazetteer', async (request, reply) => {
      const { etag, geojson } = gazetteer
      reply.headers({ etag, 'cache-control': 'private, no-cache' }) // Kept, and asked about: another file may be set.
      return request.headers['if-none-match'] === etag
        ? reply.code(304).send()
        : reply.type('application/geo+json').send(geojson)
    })
  }
