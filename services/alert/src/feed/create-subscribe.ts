import type { FeedFilter, SubscribeFrame } from '@landfall/contracts'
import type { LogPosition } from '../domain/alert-store.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import type { CatchUp } from './create-catch-up.ts'
import { welcomeFrame } from './create-frame-cache.ts'
import type { CloseClient, SendWithBackpressure } from './create-send-with-backpressure.ts'
import { epochFor } from './epoch-for.ts'
import type { FeedClient } from './feed-client.ts'
import type { FeedLimits } from './feed-limits.ts'
import { EMPTY_CURSOR, formatCursor, parseCursor } from './format-cursor.ts'

export type SubscribeDeps = {
  readonly logId: () => string
  readonly logEnd: () => Promise<LogPosition>
  readonly catchUp: CatchUp
  readonly clock: () => number
  readonly limits: FeedLimits
  readonly close: CloseClient
  readonly sendWithBackpressure: SendWithBackpressure
  readonly jitter: (spreadMs: number) => number
  readonly until: LogWaiters['until']
  /** Called in the turn in which the client has been told everything. */
  readonly goLive: (client: FeedClient, filter: FeedFilter) => void
}

/** Welcomes a client, tells it what it missed or everything, and hands it over to the live feed without a gap. */
export const createSubscribe = (deps: SubscribeDeps) => {
  const { logId, catchUp, clock, limits, close, jitter, sendWithBackpressure } = deps

  /** Where a resume can go on, or null when only a snapshot helps. */
  const positionToResume = async (held: LogPosition): Promise<LogPosition | null | 'behind'> => {
    await deps.until(() => catchUp.since(held).kind !== 'ahead', limits.behindMsMax)
    const found = catchUp.since(held)
    if (found.kind === 'ahead') return (await isBeyondLog(held)) ? null : 'behind'
    return found.kind === 'changes' ? held : null
  }

  /** A cursor of a log that was longer, as before Kafka was restored from a copy: no instance will ever read up to it. */
  const isBeyondLog = async (held: LogPosition): Promise<boolean> => {
    const end = await deps.logEnd().catch(() => null)
    return end !== null && (held.alerts > end.alerts || held.actions > end.actions)
  }

  const sendChanges = async (client: FeedClient, filter: FeedFilter, from: LogPosition): Promise<void> => {
    const changes = catchUp.changesFrom(from, filter, client.viewer)
    for (;;) {
      const next = changes.next()
      if (next.done !== true) {
        if (!(await sendWithBackpressure(client, [next.value]))) return
        continue
      }
      // No await since the last look at the store: whatever comes next finds the client among the live ones.
      if (next.value === 'told') deps.goLive(client, filter)
      else close(client, 'slow-reader', 'more happened while you caught up than can be told: connect again', 0)
      return
    }
  }

  return async (client: FeedClient, wish: SubscribeFrame): Promise<void> => {
    const filter = wish.filter ?? {}
    const epoch = epochFor(logId(), filter)
    client.phase = 'catching-up'
    client.exercise = filter.exercise
    client.wantsTracks = wish.tracks === true && client.viewer === 'operator'
    const held = wish.resume?.epoch === epoch ? parseCursor(wish.resume.cursor) : null
    const start = held === null ? null : await positionToResume(held)
    if (start === 'behind') {
      return close(client, 'behind', 'this instance has not read up to your cursor', jitter(limits.reconnectSpreadMs))
    }
    const cursor = start === null ? EMPTY_CURSOR : formatCursor(start)
    const tracks = client.wantsTracks
    const welcome = welcomeFrame({ epoch, cursor, nowMs: clock(), recovered: start !== null, tracks })
    if (!(await sendWithBackpressure(client, [welcome]))) return
    if (start !== null) return sendChanges(client, filter, start)
    const snapshot = catchUp.snapshot(filter, client.viewer, EMPTY_CURSOR)
    if (await sendWithBackpressure(client, snapshot.frames)) await sendChanges(client, filter, snapshot.place)
  }
}
