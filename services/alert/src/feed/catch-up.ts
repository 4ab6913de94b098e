import type { FeedFilter } from '@landfall/contracts'
import type { AlertNow } from '../domain/alert-fold.ts'
import type { Board, Change, LogPlace } from '../domain/board.ts'
import { changesSince, type Since } from '../domain/changes-since.ts'
import type { Reader } from '../domain/operator-side.ts'
import { matches, passesFilter } from '../domain/passes-filter.ts'
import { formatCursor, isSamePlace } from './cursor.ts'
import { filterKey } from './epoch.ts'
import { snapshotFrames } from './frames.ts'

export type CatchUpDeps = {
  readonly board: Board
  readonly frameOf: (change: Change, reader: Reader) => Buffer
  readonly clock: () => number
}
export type CatchUp = ReturnType<typeof createCatchUp>

const REMEMBERED_MAX = 8

/**
 * What a client needs before it can go live. What many ask for at once, after a restart or a cut line, is worked out once:
 * it is remembered as long as the board stands still.
 */
export const createCatchUp = ({ board, frameOf, clock }: CatchUpDeps) => {
  let rememberedAt = board.place
  const sinces = new Map<string, Since>()
  const snapshots = new Map<string, readonly Buffer[]>()

  const remember = <T>(memory: Map<string, T>, key: string, make: () => T): T => {
    if (!isSamePlace(rememberedAt, board.place)) {
      rememberedAt = board.place
      sinces.clear()
      snapshots.clear()
    }
    const held = memory.get(key)
    if (held !== undefined) return held
    const made = make()
    if (memory.size < REMEMBERED_MAX) memory.set(key, made)
    return made
  }

  const since = (place: LogPlace): Since => remember(sinces, formatCursor(place), () => changesSince(board, place))

  /** The snapshot as of now, and its place. */
  const snapshot = (filter: FeedFilter, reader: Reader, heldCursor: string) => {
    const place = board.place
    const nowMs = clock()
    const makeFrames = (): readonly Buffer[] => {
      const alerts: AlertNow[] = []
      for (const { now } of board.raised) if (now !== null && matches(filter, now)) alerts.push(now)
      return [...snapshotFrames(alerts, place, heldCursor, reader, nowMs)]
    }
    // A shown silence may end while the board stands still, so what is remembered is remembered for a second only.
    const key = `${reader} ${Math.floor(nowMs / 1_000)} ${filterKey(filter)}`
    return { place, frames: remember(snapshots, key, makeFrames) }
  }

  /** Frames from `place` on. Done when it has told everything up to where the board then stands; `too-old` when it cannot. */
  const changesFrom = function* (
    place: LogPlace,
    filter: FeedFilter,
    reader: Reader,
  ): Generator<Buffer, 'told' | 'too-old'> {
    let told = place
    while (!isSamePlace(told, board.place)) {
      const upTo = board.place
      const found = since(told)
      if (found.kind !== 'changes') return 'too-old'
      for (const change of found.changes) if (passesFilter(filter, change)) yield frameOf(change, reader)
      told = upTo
    }
    return 'told'
  }

  return { since, snapshot, changesFrom }
}
