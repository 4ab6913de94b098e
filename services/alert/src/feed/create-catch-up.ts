import type { FeedFilter } from '@landfall/contracts'
import { type AlertStore, alertsInMemory, type Change } from '../domain/create-alert-store.ts'
import type { LogPosition } from '../domain/log-position.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { matches, passesFilter } from '../domain/passes-filter.ts'
import { changesSince, type Since } from '../domain/window/changes-since.ts'
import { alertFrame } from './alert-frame.ts'
import { createSharedSnapshot, type SharedSnapshot } from './create-shared-snapshot.ts'
import { filterKey } from './epoch-for.ts'
import { formatCursor, isSamePosition } from './format-cursor.ts'

export type CatchUpDeps = {
  readonly store: AlertStore
  readonly frameOf: (change: Change, viewer: Viewer) => Buffer
  readonly clock: () => number
}
export type CatchUp = ReturnType<typeof createCatchUp>

/** Of each kind. Requests beyond this are computed for each client alone, and only as fast as it reads. */
const CACHED_MAX = 8
const CACHED_MS_MAX = 1_000

/**
 * What a client needs before it can go live. After a restart or a network failure many ask for the same, so results are
 * cached while the store stands still; for a second at most, because a silence in them may end.
 */
export const createCatchUp = ({ store, frameOf, clock }: CatchUpDeps) => {
  let cachedAt = store.position
  const sinces = new Map<string, Since>()
  const snapshots = new Map<string, SharedSnapshot>()

  const clear = (): void => {
    sinces.clear()
    for (const shared of snapshots.values()) shared.release()
    snapshots.clear()
  }

  /** Returns undefined when the cache is full. */
  const cached = <T>(cache: Map<string, T>, key: string, compute: () => T): T | undefined => {
    if (!isSamePosition(cachedAt, store.position)) clear()
    cachedAt = store.position
    const held = cache.get(key)
    if (held !== undefined || cache.size >= CACHED_MAX) return held
    if (sinces.size + snapshots.size === 0) setTimeout(clear, CACHED_MS_MAX).unref()
    const computed = compute()
    cache.set(key, computed)
    return computed
  }

  const since = (position: LogPosition): Since => {
    const compute = (): Since => changesSince(store, position)
    return cached(sinces, formatCursor(position), compute) ?? compute()
  }

  /** The snapshot as of now, and its position. Frames are encoded lazily. */
  const snapshot = (filter: FeedFilter, viewer: Viewer, heldCursor: string) => {
    const { position } = store
    const nowMs = clock()
    const compute = (): SharedSnapshot => {
      const alerts = alertsInMemory(store).filter((now) => matches(filter, now))
      return createSharedSnapshot({ alerts, position, heldCursor, viewer, nowMs })
    }
    const shared = cached(snapshots, `${viewer} ${filterKey(filter)}`, compute)
    if (shared !== undefined) return { position, frames: shared.frames() }
    const own = compute()
    own.release() // Nobody else asks for it.
    return { position, frames: own.frames() }
  }

  /** Frames from `position` to wherever the store then stands; ends with `too-old` when that takes too many records. */
  const changesFrom = function* (
    position: LogPosition,
    filter: FeedFilter,
    viewer: Viewer,
  ): Generator<Buffer, 'complete' | 'too-old'> {
    let sentTo = position
    while (!isSamePosition(sentTo, store.position)) {
      const upTo = store.position
      const found = since(sentTo)
      if (found.kind !== 'changes') return 'too-old'
      const key = formatCursor(sentTo)
      for (const change of found.changes) {
        if (!passesFilter(filter, change)) continue
        // A frame that nobody else gets must not stay in the cache for as long as this client takes to read the rest.
        yield sinces.get(key) === found ? frameOf(change, viewer) : alertFrame(change, viewer, clock())
      }
      sentTo = upTo
    }
    return 'complete'
  }

  return { since, snapshot, changesFrom }
}
