import { readFileSync } from 'node:fs'
import type {
  AlertTracks,
  AlertView,
  NearAnswer,
  PositionObservation,
  ServerFrame,
  TrackedCraft,
  Watches,
} from '@landfall/contracts'
import { makeBusySea } from '@landfall/simulator'
import { previewReport } from '../../../../services/alert/src/domain/preview/preview-report.ts'
import type { RestRequest } from '../serve-feed.ts'
import { area, pictureAlerts, pictureHistory } from './picture-alerts.ts'
import { logged, PICTURE_MS, pictureLogs } from './picture-logs.ts'

const at = (secondsAgo: number): string => new Date(PICTURE_MS - secondsAgo * 1_000).toISOString()

const checklists = JSON.parse(
  readFileSync(new URL('../../../../services/alert/data/response-nz.json', import.meta.url), 'utf8'),
) as unknown

/** The newest position of every craft, of the stories or of the busy sea. */
const newestOf = (observations: Iterable<object>): readonly TrackedCraft[] => {
  const newest = new Map<string, TrackedCraft>()
  for (const observation of observations) {
    if (!('type' in observation) || observation.type !== 'position') continue
    const { source, ...position } = observation as unknown as TrackedCraft & {
      readonly source: { readonly id: string }
    }
    newest.set(position.craftId, { ...position, sourceId: source.id })
  }
  return [...newest.values()]
}

const storyCraft = newestOf(Object.values(pictureLogs).flatMap((log) => log.map(({ observation }) => observation)))

/** So many craft going about their business. */
const traffic = (craft: number): readonly TrackedCraft[] => {
  const sea = makeBusySea({ craft, minutes: 3 })
  const observations = [...sea.observations(1, PICTURE_MS - sea.durationMs)]
  return newestOf(observations.map(({ observation }) => ({ ...observation, exercise: false })))
}

const SOURCES = [
  ...(['ais-north', 'ais-east', 'ais-south', 'radar-north', 'radar-east', 'satellite', 'patrol-aircraft'] as const),
  ...(['patrol-boat', 'police', 'fishing-vessel', 'coastwatch', 'customs'] as const),
]

const sourceStatus = (id: string, secondsAgo: number, silent = false) => {
  const heard = { lastHeardAt: at(secondsAgo), newestObservationAt: at(secondsAgo) }
  return { id, kind: id.split('-')[0] === 'patrol' ? 'patrol' : 'ais', ...heard, silent }
}

type Picture = { readonly alerts: readonly AlertView[]; readonly trafficCraft: number }

/** What a page is sent that has just been opened. */
const pictureFrames = ({ alerts, trafficCraft }: Picture): readonly ServerFrame[] => {
  const isSilent = alerts.includes(pictureAlerts.silent)
  const heard = SOURCES.map((id, index) => sourceStatus(id, 6 + 7 * index))
  const sources = [sourceStatus('coast-radar', isSilent ? 738 : 6, isSilent), ...heard]
  return [
    { type: 'welcome', protocol: 1, epoch: 'e', cursor: 'a0.c0', serverTime: at(0), recovered: false, tracks: true },
    { type: 'snapshot', cursor: 'a0.c0', more: false, alerts: [...alerts] },
    { type: 'tracks', craft: [...storyCraft, ...traffic(trafficCraft)] },
    {
      ...{ type: 'heartbeat', serverTime: at(0), cursor: 'a0.c0', newestObservationAt: at(6), current: true },
      ...{ countedUpTo: at(0), sources, sourcesMore: 0, marksRevision: 1, watchRevision: 1 },
    },
  ]
}

const watches: Watches = {
  current: {
    ...{ watchId: 'w2', operator: 'anna', note: 'Patrol boat has the boarding party aboard.', alertsMore: 0 },
    ...{ alertIds: [pictureAlerts.distress.alertId], at: at(3 * 3_600) },
  },
  former: [{ watchId: 'w1', operator: 'ben', note: null, alertIds: [], alertsMore: 0, at: at(11 * 3_600) }],
}

/** Where the craft of an alert were in the last day: what its log says. */
const tracksOf = (alert: AlertView): AlertTracks => {
  const craftIds = 'craft' in alert ? alert.craft.map(({ craftId }) => craftId) : []
  const positions = Object.values(pictureLogs).flatMap((log) => log.map(({ observation }) => observation))
  const craft = craftIds.map((craftId) => ({
    ...{ craftId, complete: true },
    positions: positions.flatMap((one) =>
      one.type === 'position' && one.craftId === craftId
        ? [{ at: one.observedAt, longitude: one.longitude, latitude: one.latitude, ...motionOf(one) }]
        : [],
    ),
  }))
  return { alertId: alert.alertId, from: at(86_400), to: at(0), craft, complete: true }
}

const motionOf = ({ speedKnots, courseDegrees }: Pick<PositionObservation, 'speedKnots' | 'courseDegrees'>) => ({
  ...(speedKnots !== undefined && { speedKnots }),
  ...(courseDegrees !== undefined && { courseDegrees }),
})

const NEAR = [
  {
    craftId: 'mmsi:512004210',
    name: 'PACIFIC HARVESTER',
    longitude: 174.4,
    latitude: -34.58,
    distanceNm: 4.6,
    bearing: 301,
  },
  {
    craftId: 'mmsi:636091234',
    name: 'TASMAN TRADER',
    longitude: 174.71,
    latitude: -34.5,
    distanceNm: 13.4,
    bearing: 58,
  },
] as const

const near = (alertId: string): NearAnswer => ({
  ...{ alertId, version: 1, withinNm: 50, withinMinutes: 120, craftMore: 0 },
  place: { longitude: 174.48, latitude: -34.62, observedAt: at(120) },
  craft: NEAR.map(({ bearing, ...one }) => ({
    ...{ ...one, bearingDegrees: bearing, observedAt: at(95), sourceId: 'ais-north', persons: null },
  })),
})

/** Of a new sighting. */
const NOTHING_HEARD = { points: [], stated: [], isWhole: true }

/** What the page asks the service for. */
export const pictureRest =
  (alerts: readonly AlertView[]) =>
  ({ path, body }: RestRequest): unknown => {
    const [, alertId = '', what] = /^\/v1\/alerts\/([^/]+)\/(tracks|near)$/.exec(path) ?? []
    const alert = alerts.find((one) => one.alertId === alertId)
    if (what === 'near') return near(alertId)
    if (what === 'tracks') return alert && tracksOf(alert)
    if (path === '/v1/checklists') return checklists
    if (path === '/v1/watch') return watches
    if (path === '/v1/marks') return { marks: [] }
    if (path !== '/v1/reports/preview') return undefined
    const report = logged({ ...(body as object), source: { id: 'operator:anna', kind: 'manual' } }) as never
    const counted = alerts.filter((one) => one.kind === 'mass-arrival' && !one.exercise) as never
    return previewReport({ report, alerts: counted, areas: [area], own: NOTHING_HEARD, nowMs: PICTURE_MS })
  }

/** The service of a picture, as far as the page asks it. */
export const pictureFeed = (picture: Picture) => ({
  opening: () => pictureFrames(picture),
  history: pictureHistory,
  rest: pictureRest(picture.alerts),
})
