import { AlertStatus, FEED_PROTOCOL, formatWireTime, Severity, SourceStatus } from '@landfall/contracts'
import type { FastifyPluginAsync } from 'fastify'
import { z } from 'zod'
import { type AlertStore, alertsInMemory } from '../domain/create-alert-store.ts'
import { type LatestPositions, notShownCount } from '../domain/create-latest-positions.ts'
import { severityInForce } from '../domain/lifecycle.ts'
import { isListed } from '../domain/operator-side.ts'
import { sourcesOf } from '../domain/sources-of.ts'
import { newestObservationMs } from '../feed/create-heartbeat.ts'
import { formatCursor } from '../feed/format-cursor.ts'

export type StatusRouteDeps = {
  readonly store: AlertStore
  readonly latestPositions: LatestPositions
  readonly clock: () => number
  readonly logId: () => string
  readonly isCurrent: () => boolean
  readonly processedUpToMs: () => number | null
  /** Records in the log that this instance has not read, as of the last batch. */
  readonly behindRecords: () => { readonly alerts: number; readonly actions: number }
  readonly serviceVersion: string
  readonly ingestUrl: string
}

/** What `GET /v1/status` says. */
export const Status = z.object({
  serviceVersion: z.string(),
  protocol: z.int(),
  serverTime: z.string(),
  epoch: z.string(),
  cursor: z.string(),
  /** False while this instance cannot read the log. */
  current: z.boolean(),
  /** Everything that was in the log at that time has been processed by windowing; null: not known. */
  countedUpTo: z.string().nullable(),
  behindRecords: z.object({ alerts: z.int(), actions: z.int() }),
  newestObservationAt: z.string().nullable(),
  newestExerciseObservationAt: z.string().nullable(),
  alerts: z.object({
    /** All that the log has. */
    held: z.int(),
    /** Open and recent ones: what a feed's snapshot has. */
    inMemory: z.int(),
    versions: z.int(),
    actions: z.int(),
    listed: z.record(Severity, z.int()),
    byStatus: z.record(AlertStatus, z.int()),
  }),
  sources: z.array(SourceStatus),
  craftTracked: z.int(),
  /** Real craft heard in the last 24 hours that have no place on the map. */
  craftNotShown: z.int(),
  /** Where operators' own reports go. */
  ingestUrl: z.string(),
})

export const statusRoute =
  (deps: StatusRouteDeps): FastifyPluginAsync =>
  async (app) => {
    app.get('/v1/status', async (): Promise<z.infer<typeof Status>> => {
      const { store, latestPositions, clock } = deps
      return {
        serviceVersion: deps.serviceVersion,
        protocol: FEED_PROTOCOL,
        serverTime: formatWireTime(clock()),
        epoch: deps.logId(),
        cursor: formatCursor(store.position),
        current: deps.isCurrent(),
        countedUpTo: timeOrNull(deps.processedUpToMs()),
        behindRecords: deps.behindRecords(),
        newestObservationAt: timeOrNull(newestObservationMs(latestPositions, false)),
        newestExerciseObservationAt: timeOrNull(newestObservationMs(latestPositions, true)),
        alerts: count(store),
        sources: [...sourcesOf(store, latestPositions)],
        craftTracked: latestPositions.craft.real.size() + latestPositions.craft.exercise.size(),
        craftNotShown: notShownCount(latestPositions, false, clock()),
        ingestUrl: deps.ingestUrl,
      }
    })
  }

const timeOrNull = (timeMs: number | null): string | null => (timeMs === null ? null : formatWireTime(timeMs))

const count = (store: AlertStore): z.infer<typeof Status>['alerts'] => {
  const listed = { alarm: 0, warning: 0, caution: 0 }
  const byStatus = { ...store.memory.archived }
  const inMemory = alertsInMemory(store)
  for (const now of inMemory) {
    byStatus[now.version.status] += 1
    if (isListed(now)) listed[severityInForce(now.version, now.lifecycle)] += 1
  }
  const { versions, actions } = store.counts
  return { held: store.raised.length, inMemory: inMemory.length, versions, actions, listed, byStatus }
}
