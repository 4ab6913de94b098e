import type { FeedStatus } from '@landfall/feed-client'
import type { State } from './state.ts'

export type RevisionFollowerDeps = {
  readonly get: () => State
  readonly revisionOf: (heartbeat: NonNullable<FeedStatus['heartbeat']>) => number | undefined
  /** Fetches what has changed, and resolves to whether that was possible. */
  readonly ask: () => Promise<boolean>
}

const RETRY_MS = 10_000

/** Fetches something that is for operators alone whenever the heartbeat has another number for it. To be called each second. */
export const createRevisionFollower = ({ get, revisionOf, ask }: RevisionFollowerDeps) => {
  let known: number | null = null
  let asked = { revision: -1, atMs: 0 }

  return (): void => {
    const { nowMs, session, feed } = get()
    const revision = feed?.heartbeat == null ? undefined : revisionOf(feed.heartbeat)
    if (session?.role !== 'operator' || revision === undefined || revision === known) return
    if (revision === asked.revision && Math.abs(nowMs - asked.atMs) < RETRY_MS) return
    asked = { revision, atMs: nowMs }
    void ask().then((isAnswered) => {
      if (isAnswered) known = revision
    })
  }
}
