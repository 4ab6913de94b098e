import { type DistressAlert, formatWireTime, parseWireTime } from '@landfall/contracts'
import { readableId } from '../sources/readable-id.ts'
import { sourceAlertId } from '../sources/source-alert-id.ts'
import { type CallingDevice, currentRun } from './calling-device.ts'
import type { HeardRun } from './heard-run.ts'

/** Of an alert that only goes on, at most one version in this time, by the log. */
const REVISED_MS_MIN = 60_000

export type Now = {
  readonly loggedAtMs: number
  /** The area that a place is in; null where it is in none, or in several. */
  readonly areaIdAt: (longitude: number, latitude: number) => string | null
}

type Shown = { readonly run: HeardRun; readonly test: boolean }
type Change = DistressAlert['changes'][number]

/**
 * The versions that a device's alert lacks now. The first is of the alert that it goes on with. A new call takes the place of what was open
 * before, and is raised before that ends. `isForced`: without waiting for the minute since the last version.
 */
export const nextVersions = (device: CallingDevice, now: Now, isForced = false): readonly DistressAlert[] => {
  const open = device.alert?.status === 'open' ? device.alert : null
  const shown = currentRun(device, now.loggedAtMs)
  if (shown === null) return open === null ? [] : [cancelTest(open, now.loggedAtMs, 'No test message for 15 min.')]
  if (open !== null && isSame(open, shown)) {
    const revised = revise(open, shown, now)
    return revised !== null && (isForced || isDue(open, revised)) ? [revised] : []
  }
  const raised = raise(device, shown, now)
  return open === null ? [raised] : [raised, supersede(open, raised.alertId, now.loggedAtMs)]
}

export const cancelTest = (open: DistressAlert, loggedAtMs: number, reason: string): DistressAlert => ({
  ...open,
  version: open.version + 1,
  status: 'cancelled',
  loggedAt: formatWireTime(loggedAtMs),
  reason,
  changes: ['cancelled'],
})

export const supersede = (open: DistressAlert, supersededBy: string, loggedAtMs: number): DistressAlert => ({
  ...open,
  version: open.version + 1,
  status: 'superseded',
  loggedAt: formatWireTime(loggedAtMs),
  supersededBy,
  reason: 'The same device goes on in another alert.',
  changes: ['superseded'],
})

const isSame = ({ test, lastHeardAt }: DistressAlert, shown: Shown): boolean => {
  const lastMs = parseWireTime(lastHeardAt)
  return test === shown.test && shown.run.firstMs <= lastMs && lastMs <= shown.run.lastMs
}

const isDue = (open: DistressAlert, { changes, loggedAt }: DistressAlert): boolean =>
  changes.includes('place-known') || parseWireTime(loggedAt) - parseWireTime(open.loggedAt) >= REVISED_MS_MIN

const raise = ({ craftId, exercise }: CallingDevice, shown: Shown, now: Now): DistressAlert => {
  const content = contentOf(shown, now)
  const loggedAt = formatWireTime(now.loggedAtMs)
  const { firstHeardAt } = content
  return {
    // The log's time too: a device may have been forgotten, and its old messages may come once more.
    alertId: sourceAlertId(`distress-${readableId(craftId)}`, firstHeardAt, [
      craftId,
      exercise,
      shown.test,
      firstHeardAt,
      loggedAt,
    ]),
    version: 1,
    status: 'open',
    kind: 'distress',
    exercise,
    craftId,
    ...content,
    loggedAt,
    supersededBy: null,
    reason: null,
    changes: ['raised'],
  }
}

const contentOf = ({ run, test }: Shown, { areaIdAt }: Now) => {
  const { place, text, heardBy } = run
  const { id, kind, device } = heardBy.value
  return {
    areaId: place && areaIdAt(place.value.longitude, place.value.latitude),
    severity: test ? ('caution' as const) : ('alarm' as const),
    certainty: 'observed' as const,
    device,
    test,
    text: text?.value ?? null,
    place: place && { ...place.value, observedAt: formatWireTime(place.atMs) },
    firstHeardAt: formatWireTime(run.firstMs),
    lastHeardAt: formatWireTime(run.lastMs),
    heardBy: { id, kind },
  }
}

/** The next version of an open alert; null where it says all that is so. */
const revise = (open: DistressAlert, shown: Shown, now: Now): DistressAlert | null => {
  const content = contentOf(shown, now)
  const revised = { ...open, ...content }
  if (JSON.stringify(revised) === JSON.stringify(open)) return null
  const changes: Change[] = []
  if (open.lastHeardAt !== content.lastHeardAt) changes.push('heard-again')
  if (open.place === null && content.place !== null) changes.push('place-known')
  else if (open.place?.longitude !== content.place?.longitude || open.place?.latitude !== content.place?.latitude)
    changes.push('moved')
  if (changes.length === 0) changes.push('evidence-changed')
  return { ...revised, version: open.version + 1, loggedAt: formatWireTime(now.loggedAtMs), changes }
}
