import { readFileSync } from 'node:fs'
import {
  type Alert,
  type AlertPlace,
  type AlertView,
  alertCentre,
  type HistoryEntry,
  type OperatorSide,
  withPlace,
} from '@landfall/contracts'
import { defaultAreaUrl, defaultGazetteerUrls, describePlace, joinGazetteers, loadGazetteer } from '@landfall/geo'
import { collectPublished, createRecount, readAreaFile } from '@landfall/mass-arrivals'
import { aDistressAlert, anOperatorSide } from '@landfall/testkit'
import { versionInHistory } from '../../../../services/alert/src/log/history-places.ts'
import { aSilentSource } from '../open-alert-writer.ts'
import { type LoggedAt, PICTURE_MS, pictureLogs } from './picture-logs.ts'

export const { area } = readAreaFile(readFileSync(defaultAreaUrl, 'utf8'), 'nz')
const gazetteer = joinGazetteers(defaultGazetteerUrls.map((url) => loadGazetteer(readFileSync(url, 'utf8'), 'nz')))
const ago = (minutes: number): string => new Date(PICTURE_MS - minutes * 60_000).toISOString()

export const placeNamed = (longitude: number, latitude: number): AlertPlace | null =>
  describePlace(gazetteer, longitude, latitude)

const placeOfAlert = (alert: Alert): AlertPlace | null => {
  const centre = alertCentre(alert)
  return centre === null ? null : placeNamed(centre.longitude, centre.latitude)
}

type AreaAlert = Extract<Alert, { readonly kind: 'mass-arrival' | 'inbound-group' }>
type Version = { readonly atMs: number; readonly alert: AreaAlert }

/** Every version of the only alert that a log leads to, by the rules that count. */
const versionsOf = (log: readonly LoggedAt[], kind: AreaAlert['kind'], exercise: boolean): readonly Version[] => {
  const versions: Version[] = []
  const newsMs = log.filter(({ observation }) => observation.type !== 'position' || kind === 'inbound-group')
  for (const atMs of new Set(newsMs.map((one) => one.atMs))) {
    const counting = createRecount([area], area, exercise)
    const entries = log.filter((one) => one.atMs <= atMs)
    counting.fold(
      0,
      entries.map(({ observation, atMs: timestampMs }, offset) => {
        return { offset, timestampMs, key: observation.craftId, value: JSON.stringify(observation) }
      }),
    )
    const { alerts, inbound } = counting.finish(collectPublished(versions.map(({ alert }) => alert)))
    const [found] = (kind === 'mass-arrival' ? alerts : inbound).values()
    const before = versions.at(-1)?.alert
    if (found === undefined || gist(found.alert) === gist(before)) continue
    versions.push({ atMs, alert: { ...found.alert, version: versions.length + 1 } })
  }
  return versions
}

const gist = (alert: AreaAlert | undefined): string => JSON.stringify({ ...alert, version: 0, changes: [] })

/** As the service shows it: the newest version, where it is, and what operators did. */
const viewOf = (versions: readonly Version[], side: Partial<OperatorSide>): AlertView => {
  const [first, last] = [versions[0], versions.at(-1)]
  if (first === undefined || last === undefined) throw new Error('this log leads to no alert')
  const raisedAt = new Date(first.atMs).toISOString()
  const updatedAt = new Date(last.atMs).toISOString()
  const viewed = { ...last.alert, ...anOperatorSide(raisedAt, { updatedAt, allowedActions: ALL, ...side }) }
  return withPlace(viewed, placeOfAlert(last.alert)) as AlertView
}

const ALL: OperatorSide['allowedActions'] = ['acknowledge', 'silence', 'note', 'close']
const acknowledgedBy = (operator: string, minutesAgo: number): Partial<OperatorSide> => ({
  state: 'acknowledged',
  acknowledgement: { at: ago(minutesAgo), operator, note: null, version: 1 },
  allowedActions: ['silence', 'note', 'close'],
})

const arrivals = versionsOf(pictureLogs.arrival, 'mass-arrival', false)

const arrival = viewOf(arrivals, {
  notes: [{ at: ago(2.6), operator: 'desk 2', text: 'Patrol boat is under way to A, there in 50 min.' }],
  checklist: [{ item: 'rescue', at: ago(3), operator: 'desk 1' }],
})
const inbound = viewOf(versionsOf(pictureLogs.inbound, 'inbound-group', false), {})
const exercise = viewOf(versionsOf(pictureLogs.exercise, 'mass-arrival', true), acknowledgedBy('desk 1', 31))

const distressPlace = { longitude: 174.48, latitude: -34.62 }
const distress = {
  ...aDistressAlert({
    firstHeardAt: ago(21),
    lastHeardAt: ago(2),
    loggedAt: ago(2),
    place: { ...distressPlace, observedAt: ago(2) },
  }),
  ...anOperatorSide(ago(21), acknowledgedBy('desk 2', 18)),
  place: { ...placeNamed(distressPlace.longitude, distressPlace.latitude), ...distressPlace, observedAt: ago(2) },
} as AlertView
const silent = {
  ...aSilentSource({ lastHeardAt: ago(12.3) }),
  ...anOperatorSide(ago(10), {
    ...acknowledgedBy('desk 1', 9),
    silencedUntil: ago(-58),
    silencedBy: { at: ago(9), operator: 'desk 1' },
  }),
} as AlertView

/** Five alerts, as a watch may have them open at once: one of each kind, and one exercise. */
export const pictureAlerts = { arrival, distress, inbound, silent, exercise } as const

/** What was said of an alert, version by version, and what operators did. Empty but for the arrival. */
export const pictureHistory = (alertId: string): readonly HistoryEntry[] => {
  if (alertId !== arrival.alertId) return []
  const written = arrivals.map(({ atMs, alert }) => ({
    ...{ json: Buffer.from(JSON.stringify(alert)), timeMs: atMs, version: alert.version, place: placeOfAlert(alert) },
  }))
  type Written = Parameters<typeof versionInHistory>[1]
  const entries: HistoryEntry[] = written.map((version, index) =>
    versionInHistory((written[index - 1] ?? null) as Written | null, version as Written),
  )
  const action = { kind: 'action', outcome: 'took', note: null, until: null } as const
  const expectedVersion = arrivals.length
  return [
    ...entries,
    { ...action, action: 'tick', item: 'rescue', at: ago(3), operator: 'desk 1', expectedVersion },
    {
      ...action,
      action: 'note',
      note: arrival.notes[0]?.text ?? '',
      at: ago(2.6),
      operator: 'desk 2',
      expectedVersion,
    },
  ]
}

/** The arrival before its last headcount, when it was a warning. */
export const warningBefore = viewOf(
  arrivals.filter(({ alert }) => alert.severity !== 'alarm'),
  {},
)
