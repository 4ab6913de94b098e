import type { FeedStatus } from '@landfall/feed-client'
import { formatApproxDuration } from '../format/format-approx-duration.ts'

export type SourceRow = {
  readonly id: string
  readonly kind: string
  readonly silent: boolean
  /** How long ago the source last sent anything, by the server’s clock. */
  readonly heard: string
  /** The age of its newest observation, which may be much older: satellites report the past. */
  readonly newest: string
}

/** The sources of the latest heartbeat in its order: the silent ones first, then the longest unheard. */
export const sourceRows = (feed: FeedStatus | null, nowMs: number): readonly SourceRow[] => {
  const serverMs = nowMs + (feed?.clockOffsetMs ?? 0)
  const age = (at: string | null): string =>
    at === null ? 'not heard' : formatApproxDuration(serverMs - Date.parse(at))
  return (feed?.heartbeat?.sources ?? []).map(({ id, kind, silent, lastHeardAt, newestObservationAt }) => ({
    id,
    kind,
    silent,
    heard: age(lastHeardAt),
    newest: age(newestObservationAt),
  }))
}
