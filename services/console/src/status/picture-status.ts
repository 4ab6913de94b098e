import type { FeedStatus } from '@landfall/feed-client'
import { formatApproxDuration } from '../format/format-approx-duration.ts'
import { formatUtcTime } from '../format/format-utc.ts'
import { sourceRows } from './source-rows.ts'

/** `bad`: the picture cannot be trusted; `odd`: something an operator should know. */
type Tone = 'good' | 'odd' | 'bad'
export type StatusItem = {
  readonly text: string
  /** For a narrow window, where it differs. */
  readonly short?: string
  readonly tone: Tone
  readonly detail?: string
}

/** Why the picture cannot be trusted, and what of it still holds. */
export type PictureFault = { readonly what: string; readonly known: string }

/** What the top bar and the strip say of the picture. */
export type PictureStatus = {
  readonly connection: StatusItem
  readonly newest: StatusItem
  readonly sources: StatusItem
  readonly clock: StatusItem
  /** Null where the map shows every craft. */
  readonly notShown: StatusItem | null
  readonly trusted: boolean
  /** Null while the picture is trusted. */
  readonly fault: PictureFault | null
}

/** No text: a skeleton is shown. The first heartbeat comes with the alerts. */
const NOT_YET: StatusItem = { text: '', tone: 'odd' }
const CLOCK_OFFSET_MS_MAX = 5_000
const NEWEST_AGE_MS_MAX = 15 * 60_000
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
  fault: isTrusted(feed, nowMs) ? null : faultOf(feed, nowMs),
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
  if (feed === null) return { text: 'Connecting …', tone: 'odd' }
  const detail = lastHeard(feed, nowMs)
  switch (feed.phase) {
    case 'live':
      if (feed.stale) return { text: 'Not current', tone: 'bad', detail }
      return isTrusted(feed, nowMs)
        ? { text: 'Live', tone: 'good', detail }
        : { text: 'Not counted', tone: 'bad', detail }
    case 'connecting':
      return { text: 'Connecting …', tone: feed.stale && feed.lastFrameAtMs !== null ? 'bad' : 'odd', detail }
    case 'waiting':
      return { text: 'Lost', tone: 'bad', detail: feed.why }
    case 'stopped':
      return { text: 'Ended', tone: 'bad', detail: feed.why }
    default:
      return feed satisfies never
  }
}

const lastHeard = ({ lastFrameAtMs }: FeedStatus, nowMs: number): string =>
  lastFrameAtMs === null ? 'nothing heard yet' : `last heard ${formatApproxDuration(nowMs - lastFrameAtMs)} ago`

const faultOf = (feed: FeedStatus | null, nowMs: number): PictureFault => {
  if (feed === null) return { what: 'Not current: connecting', known: '' }
  const at = feed.lastFrameAtMs
  const known = at === null ? '' : `Showing what was known at ${formatUtcTime(at + (feed.clockOffsetMs ?? 0))} UTC.`
  switch (feed.phase) {
    case 'live': {
      if (!feed.stale) {
        const what = `Not counted for ${formatApproxDuration(uncountedMs(feed, nowMs))}: alerts may be missing`
        return { what, known: 'Craft on the map go on moving.' }
      }
      const cannotRead = feed.heartbeat?.current === false && at !== null && nowMs - at < 30_000
      return { what: `Not current: ${cannotRead ? 'the service cannot read its log' : lastHeard(feed, nowMs)}`, known }
    }
    case 'connecting':
      return { what: `Not current: connecting, ${lastHeard(feed, nowMs)}`, known }
    case 'waiting': {
      const again = `Trying again in ${formatApproxDuration(feed.retryAtMs - nowMs)}.`
      return { what: `Not current: connection lost, ${lastHeard(feed, nowMs)}`, known: `${known} ${again}`.trim() }
    }
    case 'stopped':
      // The console itself closes the feed only when its session has ended.
      return { what: feed.code === 'invalid-frame' ? `Ended: ${feed.why}` : 'Session ended: sign in', known }
    default:
      return feed satisfies never
  }
}

const newestItem = (feed: FeedStatus | null, nowMs: number): StatusItem => {
  if (feed === null || feed.heartbeat === null) return NOT_YET
  const newestAt = feed.heartbeat.newestObservationAt
  if (newestAt === null) return { text: 'No report known', tone: 'odd' }
  const ageMs = nowMs + (feed.clockOffsetMs ?? 0) - Date.parse(newestAt)
  return {
    text: `Latest report ${formatApproxDuration(ageMs)} ago`,
    short: `${formatApproxDuration(ageMs)} ago`,
    tone: ageMs > NEWEST_AGE_MS_MAX ? 'odd' : 'good',
    detail: newestAt,
  }
}

const sourcesItem = (feed: FeedStatus | null, nowMs: number): StatusItem => {
  const heartbeat = feed?.heartbeat ?? null
  if (heartbeat === null) return NOT_YET
  if (!isTrusted(feed, nowMs)) return { text: 'Sources not known now', short: '? sources', tone: 'odd' }
  const silent = sourceRows(feed, nowMs).filter((source) => source.silent)
  const known = heartbeat.sources.length + heartbeat.sourcesMore
  if (known === 0) return { text: 'No sources', tone: 'odd' }
  const [all, short] = [`${known} ${known === 1 ? 'source' : 'sources'}`, `${known - silent.length}/${known} sources`]
  if (silent.length === 0) return { text: `${all} reporting`, short, tone: 'good' }
  const detail = `Silent: ${silent.map(({ id, heard }) => `${id} (${heard})`).join(', ')}`
  return { text: `${known - silent.length} of ${known} sources reporting`, short, tone: 'bad', detail }
}

const notShownItem = (feed: FeedStatus | null): StatusItem | null => {
  const notShown = feed?.heartbeat?.craftNotShown ?? 0
  if (notShown === 0) return null
  const detail = 'Too many craft for the map, heard in the last 24 hours. Those of open alerts are always shown.'
  return { text: `${notShown} craft not shown`, short: `${notShown} not shown`, tone: 'odd', detail }
}

const clockItem = (feed: FeedStatus | null): StatusItem => {
  const offsetMs = feed?.clockOffsetMs ?? null
  if (offsetMs === null) return NOT_YET
  if (Math.abs(offsetMs) <= CLOCK_OFFSET_MS_MAX)
    return { text: 'This clock: in sync', short: 'Clock OK', tone: 'good', detail: 'agrees with the server' }
  const off = `${formatApproxDuration(Math.abs(offsetMs))} ${offsetMs > 0 ? 'behind' : 'ahead'}`
  return { text: `This clock: ${off}`, short: `Clock ${off}`, tone: 'bad', detail: 'against the server' }
}
