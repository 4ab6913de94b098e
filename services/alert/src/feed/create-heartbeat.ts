import { formatWireTime, type HeartbeatFrame } from '@landfall/contracts'
import type { z } from 'zod'
import type { AlertStore } from '../domain/create-alert-store.ts'
import { type LatestPositions, notShownCount } from '../domain/create-latest-positions.ts'
import { sourcesOf } from '../domain/sources-of.ts'
import { formatCursor } from './format-cursor.ts'

export type HeartbeatDeps = {
  readonly store: AlertStore
  readonly latestPositions: LatestPositions
  readonly clock: () => number
  /** Whether this instance can read the log at present. */
  readonly isCurrent: () => boolean
  readonly processedUpToMs: (exercise: boolean | undefined) => number | null
  /** Another number when the marks on the map have changed. */
  readonly marksRevision: () => number
}

/** For viewers of the real (`false`), of exercises (`true`), or of both. */
export type MakeHeartbeat = ReturnType<typeof createHeartbeat>

const SOURCES_MAX = 100

/** Viewers of both get the time of the real observations, if there are any: an exercise must not hide that the real feed is dead. */
export const newestObservationMs = ({ newestMs }: LatestPositions, exercise: boolean | undefined): number | null => {
  if (exercise === undefined) return newestMs.real ?? newestMs.exercise
  return exercise ? newestMs.exercise : newestMs.real
}

export const createHeartbeat =
  ({ store, latestPositions, clock, isCurrent, processedUpToMs, marksRevision }: HeartbeatDeps) =>
  (exercise: boolean | undefined): z.infer<typeof HeartbeatFrame> => {
    const newestMs = newestObservationMs(latestPositions, exercise)
    const upToMs = processedUpToMs(exercise)
    const sources = sourcesOf(store, latestPositions)
    return {
      type: 'heartbeat',
      serverTime: formatWireTime(clock()),
      cursor: formatCursor(store.position),
      newestObservationAt: newestMs === null ? null : formatWireTime(newestMs),
      current: isCurrent(),
      countedUpTo: upToMs === null ? null : formatWireTime(upToMs),
      sources: sources.slice(0, SOURCES_MAX),
      sourcesMore: Math.max(0, sources.length - SOURCES_MAX),
      craftNotShown: notShownCount(latestPositions, exercise, clock()),
      marksRevision: marksRevision(),
      watchRevision: store.watch.nextOffset,
    }
  }
