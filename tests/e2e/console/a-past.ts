import type { AlertTracks, AlertView, HistoryEntry, MassArrivalAlert, ServerFrame } from '@landfall/contracts'
import { anAlert } from '@landfall/testkit'

const MINUTE_MS = 60_000

/** Two boats that came from the north-east and arrived 90 and 60 minutes ago; the second was last seen 50 minutes ago. */
export const aPast = (nowMs: number) => {
  const at = (minutesAgo: number): string => new Date(nowMs - minutesAgo * MINUTE_MS).toISOString()
  const [member] = anAlert().craft
  if (member === undefined) throw new Error('an alert has a craft')
  const arrival = (craftId: string, minutesAgo: number, longitude: number, latitude: number) => ({
    ...member,
    ...{ craftId, arrivedAt: at(minutesAgo), longitude, latitude },
  })
  const [first, second] = [arrival('track:past-1', 90, 173.6, -34.5), arrival('track:past-2', 60, 173.9, -34.7)]
  const version = (number: number, given: Partial<MassArrivalAlert>): MassArrivalAlert =>
    anAlert({ version: number, firstArrivalAt: at(90), lastArrivalAt: at(60), ...given })
  const versions = [
    version(1, { craft: [first], severity: 'warning' }),
    version(2, { craft: [first, second], severity: 'alarm', changes: ['craft-joined', 'severity-raised'] }),
  ]
  const times = [at(80), at(55)]
  const view = {
    ...versions[1],
    ...{ state: 'unacknowledged', listed: true, raisedAt: times[0], updatedAt: times[1], acknowledgement: null },
    ...{ silencedUntil: null, escalatedAt: null, closed: null, notes: [], notesMore: 0 },
    allowedActions: ['acknowledge', 'note'],
  } as AlertView
  const history = versions.map((alert, index): HistoryEntry => {
    return { kind: 'version', at: times[index] ?? '', version: index + 1, differences: [], alert }
  })
  /** One position each ten minutes, on a straight course to the arrival and past it. */
  const sail = (to: typeof first, beganAgo: number, endedAgo: number) => {
    const arrivedAgo = (nowMs - Date.parse(to.arrivedAt)) / MINUTE_MS
    const count = Math.floor((beganAgo - endedAgo) / 10) + 1
    return {
      craftId: to.craftId,
      complete: true,
      positions: Array.from({ length: count }, (_, index) => {
        const ago = beganAgo - 10 * index
        const left = (ago - arrivedAgo) / 60
        const bend = 0.02 * Math.sin(index / 2)
        return {
          at: at(ago),
          ...{ longitude: to.longitude + 0.12 * left + bend, latitude: to.latitude + 0.1 * left },
          ...{ speedKnots: 8, courseDegrees: 225 },
        }
      }),
    }
  }
  const tracks: AlertTracks = {
    alertId: view.alertId,
    ...{ from: at(1_440), to: at(0) },
    craft: [sail(first, 600, 10), sail(second, 480, 50)],
    complete: true,
  }
  const heartbeat = {
    ...{ type: 'heartbeat' as const, serverTime: at(0), cursor: 'a2.c0', newestObservationAt: at(1), current: true },
    ...{ countedUpTo: at(0), sources: [], sourcesMore: 0, marksRevision: 0 },
  }
  const frames: readonly ServerFrame[] = [
    { type: 'welcome', protocol: 1, epoch: 'e', cursor: 'a2.c0', serverTime: at(0), recovered: false, tracks: true },
    { type: 'snapshot', cursor: 'a2.c0', more: false, alerts: [view] },
    heartbeat,
  ]
  return { view, history, tracks, frames, heartbeat, at }
}
