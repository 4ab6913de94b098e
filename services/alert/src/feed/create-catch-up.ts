import type { FeedFilter } from '@landfall/contracts'
import type { AlertNow } from '../domain/alert-fold.ts'
import type { AlertStore, Change, LogPosition } from '../domain/alert-store.ts'
import { changesSince, type Since } from '../domain/changes-since.ts'
import type { Viewer } from '../domain/operator-side.ts'
import { matches, passesFilter } from '../domain/passes-filter.ts'
import { alertFrame } from './create-frame-cache.ts'
import { createSharedSnapshot, type SharedSnapshot } from './create-shared-snapshot.ts'
import { filterKey } from './epoch-for.ts'
import { formatCursor, isSamePosition } from './format-cursor.ts'

export type CatchUpDeps = {
  readonly store: AlertStore
  readonly frameOf: (change: Change, viewer: Viewer) => Buffer
  readonly clock: () => number
}
export type CatchUp = ReturnType<typeof createCatchUp>

/** Of each kind; what more different readers ask for is made for each of them, and only as fast as it reads. */
const REMEMBERED_MAX = 8
const REMEMBERED_MS = 1_000

/**
 * What a client needs before it can go live. What many ask for at once, after a restart or a cut line, is worked out once:
 * it is remembered as long as the store stands still, for a second at most, since a silence shown may end meanwhile.
 */
export const createCatchUp = ({ store, frameOf, clock }: CatchUpDeps) => {
  let rememberedAt = store.position
  const sinces = new Map<string, Since>()
  const snapshots = new Map<string, SharedSnapshot>()

  const forget = (): void => {
    sinces.clear()
    for (const shared of snapshots.values()) shared.forget()
    snapshots.clear()
  }

  /** Undefined when as many are remembered as may be. */
  const remember = <T>(memory: Map<string, T>, key: string, make: () => T): T | undefined => {
    if (!isSamePosition(rememberedAt, store.position)) forget()
    rememberedAt = store.position
    const held = memory.get(key)
    if (held !== undefined || memory.size >= REMEMBERED_MAX) return held
    if (sinces.size + snapshots.size === 0) setTimeout(forget, REMEMBERED_MS).unref()
    const made = make()
    memory.set(key, made)
    return made
  }

  const since = (position: LogPosition): Since => {
    const make = (): Since => changesSince(store, position)
    return remember(sinces, formatCursor(position), make) ?? make()
  }

  /** The snapshot as of now, and its place; frames are made when they are asked for. */
  const snapshot = (filter: FeedFilter, viewer: Viewer, heldCursor: string) => {
    const position = store.position
    const nowMs = clock()
    const make = (): SharedSnapshot => {
      const alerts: AlertNow[] = []
      for (const { now } of store.raised) if (now !== null && matches(filter, now)) alerts.push(now)
      return createSharedSnapshot({ alerts, position, heldCursor, viewer, nowMs })
    }
    const shared = remember(snapshots, `${viewer} ${filterKey(filter)}`, make)
    if (shared !== undefined) return { place: position, frames: shared.frames() }
    const own = make()
    own.forget() // Nobody else asks for it.
    return { place: position, frames: own.frames() }
  }

  /** Frames from `place` on. Done when it has told everything up to where the store then stands; `too-old` when it cannot. */
  const changesFrom = function* (
    position: LogPosition,
    filter: FeedFilter,
    viewer: Viewer,
  ): Generator<Buffer, 'told' | 'too-old'> {
    let told = position
    while (!isSamePosition(told, store.position)) {
      const upTo = store.position
      const found = since(told)
      if (found.kind !== 'changes') return 'too-old'
      const key = formatCursor(told)
      for (const change of found.changes) {
        if (!passesFilter(filter, change)) continue
        // A frame that nobody else gets must not stay in the cache for as long as this reader takes over the rest.
        yield sinces.get(key) === found ? frameOf(change, viewer) : alertFrame(change, viewer, clock())
      }
      told = upTo
    }
    return 'told'
  }

  return { since, snapshot, changesFrom }
}
