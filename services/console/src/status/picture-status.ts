import type { FeedStatus } from '@landfall/feed-client'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { sourceRows } from './source-rows.ts'

/** `bad`: the picture cannot be trusted; `odd`: something an operator should know. */
type Tone = 'good' | 'odd' | 'bad'
export type StatusItem = {
  readonly label: string
  readonly text: string
  readonly tone: Tone
  readonly detail?: string
}

/** What the status strip says. */
export type PictureStatus = {
  readonly connection: StatusItem
  readonly newest: StatusItem
  readonly sources: StatusItem
  readonly clock: StatusItem
  /** Null where the map shows every craft. */
  readonly notShown: StatusItem | null
  readonly trusted: boolean
}

const CLOCK_OFFSET_MS_MAX = 5_000
const NEWEST_AGE_MS_MAX = 15 * 60_000
const SILENT_NAMED_MAX = 2
/** Longer than the takeover by another windowing instance. */
const UNCOUNTED_MS_MAX = 60_000

/** Depends only on what is known at `nowMs`. `feed` is null before the first event. */
export const pictureStatus = (feed: FeedStatus | null, nowMs: number): PictureStatus => ({
  connection: connectionItem(feed, nowMs),
  newest: newestItem(feed, nowMs),
  sources: sourcesItem(feed, nowMs),
  clock: clockItem(feed),
  notShown: notShownItem(feed),
  trusted: isTrusted(feed, nowMs),
})

/** Whether the picture has been lost for longer than a reconnection takes, so that it is worth a sound. */
export const isPictureLost = (feed: FeedStatus | null, nowMs: number): boolean =>
  feed !== null && (feed.stale || feed.phase === 'stopped' || uncountedMs(feed, nowMs) > UNCOUNTED_MS_MAX)

const isTrusted = (feed: FeedStatus | null, nowMs: number): boolean =>
  feed !== null && !feed.stale && feed.phase === 'live' && uncountedMs(feed, nowMs) <= UNCOUNTED_MS_MAX

/** How far counting is behind; 0 if that is not known. */
const uncountedMs = ({ heartbeat, clockOffsetMs }: FeedStatus, nowMs: number): number =>
  heartbeat?.countedUpTo == null ? 0 : nowMs + (clockOffsetMs ?? 0) - Date.parse(heartbeat.countedUpTo)

const connectionItem = (feed: FeedStatus | null, nowMs: number): StatusItem => {
  const label = 'Connection'
  if (feed === null) return { label, text: 'connecting …', tone: 'odd' }
  const heard =
    feed.lastFrameAtMs === null
      ? 'nothing heard yet'
      : `last heard ${formatApproxDuration(nowMs - feed.lastFrameAtMs)} ago`
  switch (feed.phase) {
    case 'live':
      if (!feed.stale && !isTrusted(feed, nowMs)) {
        const age = formatApproxDuration(uncountedMs(feed, nowMs))
        return { label, text: `NOT COUNTED for ${age}: alerts may be missing`, tone: 'bad', detail: heard }
      }
      if (!feed.stale) return { label, text: 'live', tone: 'good', detail: heard }
      return feed.heartbeat?.current === false && feed.lastFrameAtMs !== null && nowMs - feed.lastFrameAtMs < 30_000
        ? { label, text: 'NOT CURRENT: the service cannot read its log', tone: 'bad' }
        : { label, text: `NOT CURRENT: ${heard}`, tone: 'bad' }
    case 'connecting':
      return feed.stale
        ? { label, text: `NOT CURRENT: connecting, ${heard}`, tone: feed.lastFrameAtMs === null ? 'odd' : 'bad' }
        : { label, text: `connecting, ${heard}`, tone: 'odd' }
    case 'waiting': {
      const again = `again in ${formatApproxDuration(feed.retryAtMs - nowMs)}`
      return { label, text: `LOST (${heard}), ${again}`, tone: 'bad', detail: feed.why }
    }
    case 'stopped':
      return {
        label,
        // The console itself closes the feed only when its session has ended.
        text: feed.code === 'invalid-frame' ? `ENDED: ${feed.why}` : 'Session ended: sign in',
        tone: 'bad',
      }
    default:
      return feed satisfies never
  }
}

const newestItem = (feed: FeedStatus | null, nowMs: number): StatusItem => {
  const label = 'Latest report'
  if (feed === null || feed.heartbeat === null) return { label, text: 'waiting for data', tone: 'odd' }
  const newestAt = feed.heartbeat.newestObservationAt
  if (newestAt === null) return { label, text: 'none known', tone: 'odd' }
  const ageMs = nowMs + (feed.clockOffsetMs ?? 0) - Date.parse(newestAt)
  return {
    label,
    text: `${formatApproxDuration(ageMs)} ago`,
    tone: ageMs > NEWEST_AGE_MS_MAX ? 'odd' : 'good',
    detail: newestAt,
  }
}

const sourcesItem = (feed: FeedStatus | null, nowMs: number): StatusItem => {
  const label = 'Sources'
  const heartbeat = feed?.heartbeat ?? null
  if (heartbeat === null) return { label, text: 'waiting for data', tone: 'odd' }
  if (!isTrusted(feed, nowMs)) return { label, text: 'not known now', tone: 'odd' }
  const silent = sourceRows(feed, nowMs).filter((source) => source.silent)
  const known = heartbeat.sources.length + heartbeat.sourcesMore
  if (known === 0) return { label, text: 'none heard', tone: 'odd' }
  if (silent.length === 0)
    return { label, text: `${known} ${known === 1 ? 'source' : 'sources'} reporting`, tone: 'good' }
  const names = silent.slice(0, SILENT_NAMED_MAX).map(({ id, heard }) => `${id} (${heard})`)
  const more = silent.length > names.length ? ` and ${silent.length - names.length} more` : ''
  return { label, text: `${silent.length} SILENT: ${names.join(', ')}${more}`, tone: 'bad' }
}

const notShownItem = (feed: FeedStatus | null): StatusItem | null => {
  const notShown = feed?.heartbeat?.craftNotShown ?? 0
  if (notShown === 0) return null
  const detail = 'Too many craft for the map, heard in the last 24 hours. Those of open alerts are always shown.'
  return { label: 'Map', text: `${notShown} craft not shown`, tone: 'odd', detail }
}

const clockItem = (feed: FeedStatus | null): StatusItem => {
  const label = 'This clock'
  const offsetMs = feed?.clockOffsetMs ?? null
  if (offsetMs === null) return { label, text: 'not compared', tone: 'odd' }
  const isOff = Math.abs(offsetMs) > CLOCK_OFFSET_MS_MAX
  const direction = offsetMs > 0 ? 'behind' : 'ahead'
  return isOff
    ? {
        label,
        text: `${formatApproxDuration(Math.abs(offsetMs))} ${direction}`,
        tone: 'odd',
        detail: 'against the server',
      }
    : { label, text: 'in sync', tone: 'good', detail: 'agrees with the server' }
}
