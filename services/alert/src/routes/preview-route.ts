import { Alert, createKindGuard, isInboundGroup, parseObservation } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import type { FastifyPluginAsync } from 'fastify'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LatestPositions } from '../domain/create-latest-positions.ts'
import { previewReport } from '../domain/preview/preview-report.ts'
import { rowOf } from '../domain/preview/why-unknown.ts'
import type { ShownAreas } from '../load-shown-areas.ts'
import { createRecentTracks } from '../tracks/create-recent-tracks.ts'
import type { TrackReader } from '../tracks/create-track-reader.ts'
import type { ReadLimit } from './create-read-limit.ts'
import { parseOrRefuse, refuse } from './refuse.ts'
import { Report } from './report-route.ts'

export type PreviewRouteDeps = {
  readonly store: AlertStore
  readonly latestPositions: LatestPositions
  readonly areas: Pick<ShownAreas, 'watched'>
  readonly readTracks: TrackReader
  readonly limitReads: ReadLimit
  readonly clock: () => number
}

/** A form asks again while somebody types. */
const PREVIEWS_PER_MINUTE_MAX = 240
const NOTHING = { points: [], stated: [], isWhole: true }

/** What a report would do, before it is sent: from the alerts in memory, and what the log has of the craft. Keeps nothing of it. */
export const previewRoute =
  ({ store, latestPositions, areas, readTracks, limitReads, clock }: PreviewRouteDeps): FastifyPluginAsync =>
  async (app) => {
    const readRecent = createRecentTracks(readTracks, clock)
    const rateLimit = { max: PREVIEWS_PER_MINUTE_MAX, timeWindow: '1 minute' }
    app.post('/v1/reports/preview', { config: { rateLimit } }, async (request, reply) => {
      const given = parseOrRefuse(Report, request.body, reply)
      if (given === undefined) return reply
      const read = parseObservation({ ...given, source: { id: 'operator', kind: 'manual' } })
      if (!read.ok) return refuse(reply, 400, 'invalid', read.reason)
      if (read.observation.type !== 'persons')
        return refuse(
          reply,
          400,
          'invalid',
          `type ${JSON.stringify(read.observation.type)}: must be persons; the rest has no preview`,
        )
      const report = { ...read.observation, observationId: 'preview' }
      const { craftId, exercise } = report
      const alerts = openAreaAlerts(store, exercise)
      const rows = alerts.flatMap((alert) => rowOf(alert, craftId) ?? [])
      // Of other craft something may have been known before this service was started.
      const heard = latestPositions.craft[exercise ? 'exercise' : 'real'].get(craftId)
      const isKnown = rows.length > 0 || !craftId.startsWith('sighting:') || heard !== undefined
      const hasArrived = rows.some(({ arrivedAt }) => arrivedAt !== null)
      const names = [...new Set(rows.flatMap((row) => [row.craftId, ...row.sameAs]))]
      const own =
        !isKnown || hasArrived
          ? NOTHING
          : await limitReads(request, () => readRecent({ craft: [{ craftId, sameAs: names }], exercise }))
      return previewReport({ report, alerts, areas: areas.watched, own, nowMs: clock() })
    })
  }

/** Open alerts are in memory, whole. */
const openAreaAlerts = (store: AlertStore, exercise: boolean): readonly AreaAlert[] =>
  store.raised.flatMap(({ fold }) => {
    const version = fold?.now?.version
    if (version === undefined || version.status !== 'open' || version.exercise !== exercise) return []
    const alert = Alert.safeParse(JSON.parse(version.json.toString())).data
    return alert !== undefined && (isMassArrival(alert) || isInboundGroup(alert)) ? [alert] : []
  })

const isMassArrival = createKindGuard<'mass-arrival'>({
  diagnostic: false,
  distress: false,
  'inbound-group': false,
  'mass-arrival': true,
  'source-limit': false,
  'source-silent': false,
})
