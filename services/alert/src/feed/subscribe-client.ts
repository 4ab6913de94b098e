import {
  FEED_PROTOCOL,
  type FeedFilter,
  formatWireTime,
  type ServerFrame,
  type SubscribeFrame,
} from '@landfall/contracts'
import type { LogPosition } from '../domain/log-position.ts'
import type { LogWaiters } from '../log/create-log-waiters.ts'
import type { CatchUp } from './create-catch-up.ts'
import { disconnect, type FeedState, jitter } from './create-feed-state.ts'
import { epochFor } from './epoch-for.ts'
import type { FeedClient } from './feed-client.ts'
import { EMPTY_CURSOR, formatCursor, parseCursor } from './format-cursor.ts'
import { sendWithBackpressure } from './send-with-backpressure.ts'
import { wireJson } from './wire-frame.ts'

export type SubscribeDeps = {
  readonly state: FeedState
  readonly logId: () => string
  /** Where the log itself ends now, however far this instance has read. */
  readonly logEnd: () => Promise<LogPosition>
  readonly catchUp: CatchUp
  readonly clock: () => number
  readonly until: LogWaiters['until']
  /** Called synchronously once the client has been sent everything up to the present. */
  readonly goLive: (client: FeedClient, filter: FeedFilter) => void
}

/** Welcomes a client, sends it what it missed or a snapshot, and hands it over to the live feed without a gap. */
export const subscribeClient = async (deps: SubscribeDeps, client: FeedClient, wish: SubscribeFrame): Promise<void> => {
  const { state, catchUp } = deps
  const filter = wish.filter ?? {}
  const epoch = epochFor(deps.logId(), filter)
  client.phase = 'catching-up'
  client.exercise = filter.exercise
  client.wantsTracks = wish.tracks === true && client.viewer === 'operator'
  const held = wish.resume?.epoch === epoch ? parseCursor(wish.resume.cursor) : null
  const start = held === null ? null : await resumePosition(deps, held)
  if (start === 'behind') {
    const retryAfterMs = jitter(state.limits.reconnectSpreadMs)
    return disconnect(state, client, 'behind', 'this instance has not read up to your cursor', retryAfterMs)
  }
  const welcome = wireJson({
    type: 'welcome',
    protocol: FEED_PROTOCOL,
    epoch,
    cursor: start === null ? EMPTY_CURSOR : formatCursor(start),
    serverTime: formatWireTime(deps.clock()),
    recovered: start !== null,
    tracks: client.wantsTracks,
  } satisfies ServerFrame)
  if (!(await sendWithBackpressure(state, client, [welcome]))) return
  if (start !== null) return sendChanges(deps, client, filter, start)
  const snapshot = catchUp.snapshot(filter, client.viewer, EMPTY_CURSOR)
  if (await sendWithBackpressure(state, client, snapshot.frames)) {
    await sendChanges(deps, client, filter, snapshot.position)
  }
}

/** Where a resume can continue: null when only a snapshot helps, `behind` when this instance has not read that far. */
const resumePosition = async (deps: SubscribeDeps, held: LogPosition): Promise<LogPosition | null | 'behind'> => {
  const { state, catchUp, until } = deps
  await until(() => catchUp.since(held).kind !== 'ahead', state.limits.behindMsMax)
  const found = catchUp.since(held)
  if (found.kind === 'ahead') return (await isBeyondLog(deps, held)) ? null : 'behind'
  return found.kind === 'changes' ? held : null
}

/** A cursor from a longer log, as after Kafka was restored from a backup: no instance will ever read that far. */
const isBeyondLog = async ({ logEnd }: SubscribeDeps, held: LogPosition): Promise<boolean> => {
  const end = await logEnd().catch(() => null)
  return end !== null && (held.alerts > end.alerts || held.actions > end.actions)
}

const sendChanges = async (
  { state, catchUp, goLive }: SubscribeDeps,
  client: FeedClient,
  filter: FeedFilter,
  from: LogPosition,
): Promise<void> => {
  const changes = catchUp.changesFrom(from, filter, client.viewer)
  for (;;) {
    const next = changes.next()
    if (next.done !== true) {
      if (!(await sendWithBackpressure(state, client, [next.value]))) return
      continue
    }
    // No await since the store was last looked at, so the next change finds the client among the live ones.
    if (next.value === 'complete') goLive(client, filter)
    else disconnect(state, client, 'slow-reader', 'too much happened while you were catching up: connect again', 0)
    return
  }
}
