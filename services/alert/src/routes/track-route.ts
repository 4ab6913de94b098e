import { Alert, type AlertTracks, isDistressAlert } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import type { AlertEntry } from '../domain/alert-entry.ts'
import type { AlertVersion } from '../domain/alert-version.ts'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { recordsOf } from '../domain/record-index.ts'
import { type NamedCraft, TRACK_CRAFT_MAX, tracksOf } from '../domain/tracks/tracks-of.ts'
import type { AlertRecords } from '../log/create-alert-records.ts'
import type { TrackReader } from '../tracks/create-track-reader.ts'
import { type AlertParams, noSuchAlert } from './alert-routes.ts'
import type { ReadLimit } from './create-read-limit.ts'

export type TrackRouteDeps = {
  readonly store: AlertStore
  readonly records: AlertRecords
  readonly readTracks: TrackReader
  readonly clock: () => number
  readonly limitReads: ReadLimit
}

/** An alert that is over may list no craft: then those count that one of its newest versions lists. */
const VERSIONS_BACK_MAX = 10

/** Where the craft of an alert were. For operators: the feed shows positions to nobody else. */
export const trackRoute =
  ({ store, records, readTracks, clock, limitReads }: TrackRouteDeps): FastifyPluginAsync =>
  async (app) => {
    app.get<{ Params: AlertParams }>('/v1/alerts/:alertId/tracks', async (request, reply) => {
      const { alertId } = request.params
      const entry = store.alerts.get(alertId)
      if (entry === undefined || entry.raisedIndex < 0) return noSuchAlert(reply, alertId)
      return limitReads(request, async (): Promise<AlertTracks> => {
        const { newest, craft } = await craftOf(records, entry)
        const upToMs = newest.status === 'open' ? clock() : newest.timeMs
        const shown = craft.slice(0, TRACK_CRAFT_MAX)
        const read =
          shown.length === 0
            ? { points: [], stated: [], isWhole: true }
            : await readTracks({ craft: shown, exercise: newest.exercise, upToMs })
        return { alertId, ...tracksOf(craft, read, upToMs) }
      })
    })
  }

const craftOf = async (records: AlertRecords, entry: AlertEntry) => {
  const offsets = recordsOf(entry.versions).map(({ offset }) => offset)
  const versions = await records.versionsAt(offsets.slice(-VERSIONS_BACK_MAX))
  const newest = versions.at(-1) as AlertVersion // An alert that was raised has one.
  const listing = versions.findLast((version) => namedCraft(version).length > 0)
  return { newest, craft: listing === undefined ? [] : namedCraft(listing) }
}

/** The craft that a version is about; of a call for help who calls. */
const namedCraft = ({ craft, json }: AlertVersion): readonly NamedCraft[] => {
  if (craft.length > 0) return craft
  const alert = Alert.safeParse(JSON.parse(json.toString())).data
  return alert !== undefined && isDistressAlert(alert) ? [{ craftId: alert.craftId, sameAs: [] }] : []
}
