import { Alert, createKindGuard, type MassArrivalAlert, parseObservation } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import type { AlertStore } from '../domain/create-alert-store.ts'
import type { LatestPositions } from '../domain/create-latest-positions.ts'
import { previewReport } from '../domain/preview/preview-report.ts'
import type { ShownAreas } from '../load-shown-areas.ts'
import { parseOrRefuse, refuse } from './refuse.ts'
import { Report } from './report-route.ts'

export type PreviewRouteDeps = {
  readonly store: AlertStore
  readonly latestPositions: LatestPositions
  readonly areas: Pick<ShownAreas, 'watched'>
  readonly clock: () => number
}

/** A form asks again while somebody types. */
const PREVIEWS_PER_MINUTE_MAX = 240

/** What a report would do, before it is sent. Reads what is in memory, and keeps nothing. */
export const previewRoute =
  ({ store, latestPositions, areas, clock }: PreviewRouteDeps): FastifyPluginAsync =>
  async (app) => {
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
      const alerts = openMassArrivals(store, report.exercise)
      const { craftId, exercise } = report
      // Of other craft something may have been known before this service was started.
      const heard = latestPositions.craft[exercise ? 'exercise' : 'real'].get(craftId)
      const isKnownCraft = !craftId.startsWith('sighting:') || heard !== undefined
      return previewReport({ report, alerts, areas: areas.watched, isKnownCraft, nowMs: clock() })
    })
  }

/** Open alerts are in memory, whole. */
const openMassArrivals = (store: AlertStore, exercise: boolean): readonly MassArrivalAlert[] =>
  store.raised.flatMap(({ fold }) => {
    const version = fold?.now?.version
    if (version === undefined || version.status !== 'open' || version.exercise !== exercise) return []
    const alert = Alert.safeParse(JSON.parse(version.json.toString())).data
    return alert !== undefined && isMassArrival(alert) ? [alert] : []
  })

const isMassArrival = createKindGuard<'mass-arrival'>({
  diagnostic: false,
  distress: false,
  'inbound-group': false,
  'mass-arrival': true,
  'source-limit': false,
  'source-silent': false,
})
