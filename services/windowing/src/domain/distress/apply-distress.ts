import type { DistressAlert, LoggedDistress } from '@landfall/contracts'
import type { EntryChanges } from '@landfall/mass-arrivals'
import {
  CALL_GAP_MS_MAX,
  type CallingDevice,
  distressKey,
  isForgotten,
  newDevice,
  recordMessage,
  takeUpAlert,
} from './calling-device.ts'
import { cancelTest, type Now, nextVersions, supersede } from './next-versions.ts'

/** Devices of one world that have an alert of their own at a time; the rest share one. */
export const DISTRESS_DEVICES_MAX = 1_000
/** The craftId of those that share one. */
const OTHERS = 'distress:others'

/** `emitted` collects the versions that follow; null while the state is rebuilt. */
export type DistressFold = {
  readonly devices: Map<string, CallingDevice>
  readonly changes: EntryChanges<CallingDevice>
  readonly emitted: DistressAlert[] | null
  readonly now: Now
  readonly devicesMax: number
}

/** Folds one message: a call that is new is raised at once. */
export const applyDistress = (message: LoggedDistress, fold: DistressFold): void => {
  const { devices, now } = fold
  const hasPlace = devices.has(distressKey(message)) || makeRoom(message, fold)
  const placed = hasPlace ? message : { ...message, craftId: OTHERS, device: 'other' as const }
  const known = devices.get(distressKey(placed)) ?? newDevice(placed)
  update(recordMessage(known, placed, now.loggedAtMs), fold)
}

/** The log's time goes on: tests end, and what waited for its minute is said. What is over is forgotten, also while the state is rebuilt. */
export const advanceDistress = (fold: DistressFold): void => {
  for (const [, device] of sorted(fold.devices)) update(device, fold)
}

/** Takes up the open alerts that are published, and says what they lack. Where a device has several, the one that was heard last goes on. */
export const takeUpDistress = (published: readonly DistressAlert[], fold: DistressFold): void => {
  const { devices, emitted, now } = fold
  for (const [, device] of sorted(devices)) put({ ...device, alert: null }, fold)
  for (const alert of openAlerts(published).toSorted(byLastHeard)) {
    const known = devices.get(distressKey(alert))
    if (known?.alert) emitted?.push(supersede(alert, known.alert.alertId, now.loggedAtMs))
    else if (known !== undefined || hasRoom(alert.exercise, fold))
      put(takeUpAlert(known ?? newDevice(alert), alert), fold)
  }
  reviseDistress(fold)
}

/** Says of all devices what their alerts lack, as after a change of the areas. */
export const reviseDistress = (fold: DistressFold): void => {
  for (const [, device] of sorted(fold.devices)) update(device, fold, true)
}

/** The newest version of each alert, those that are open. */
const openAlerts = (published: readonly DistressAlert[]): readonly DistressAlert[] => {
  const newest = new Map<string, DistressAlert>()
  for (const alert of published)
    if ((newest.get(alert.alertId)?.version ?? 0) < alert.version) newest.set(alert.alertId, alert)
  return [...newest.values()].filter(({ status }) => status === 'open')
}

/** Calls before tests, then by when they were heard, latest first. */
const byLastHeard = (a: DistressAlert, b: DistressAlert): number =>
  Number(a.test) - Number(b.test) ||
  (a.lastHeardAt === b.lastHeardAt ? (a.alertId < b.alertId ? -1 : 1) : a.lastHeardAt > b.lastHeardAt ? -1 : 1)

const update = (device: CallingDevice, fold: DistressFold, isForced = false): void => {
  const { emitted, now, devices } = fold
  const versions = emitted === null ? [] : nextVersions(device, now, isForced)
  emitted?.push(...versions)
  if (isForgotten(device, now.loggedAtMs)) forget(device, fold)
  else if (versions[0] !== undefined || devices.get(distressKey(device)) !== device)
    put({ ...device, alert: versions[0] ?? device.alert }, fold)
}

/**
 * Whether there is a place for one that is new: of one that is silent for so long that it would be a new call, or for a call of a test. One pass,
 * since a flood comes here with each message.
 */
const makeRoom = ({ exercise, test }: LoggedDistress, fold: DistressFold): boolean => {
  if (hasRoom(exercise, fold)) return true
  const { devices, emitted, now } = fold
  const isOver = ({ calls, heardLoggedAtMs }: CallingDevice): boolean =>
    calls.length > 0 ? now.loggedAtMs - heardLoggedAtMs > CALL_GAP_MS_MAX : !test
  let oldest: CallingDevice | undefined
  for (const device of devices.values()) {
    if (device.exercise !== exercise || device.craftId === OTHERS || !isOver(device)) continue
    if (oldest === undefined || goesBefore(device, oldest)) oldest = device
  }
  if (oldest === undefined) return false
  const { alert } = oldest
  if (alert?.status === 'open' && alert.test)
    emitted?.push(cancelTest(alert, now.loggedAtMs, 'Its place is needed for a call.'))
  forget(oldest, fold)
  return true
}

/** Tests before calls, then what was heard longest ago. */
const goesBefore = (a: CallingDevice, b: CallingDevice): boolean => {
  const [isCall, isOtherCall] = [a.calls.length > 0, b.calls.length > 0]
  if (isCall !== isOtherCall) return isOtherCall
  return a.heardLoggedAtMs === b.heardLoggedAtMs ? a.craftId < b.craftId : a.heardLoggedAtMs < b.heardLoggedAtMs
}

const hasRoom = (exercise: boolean, { devices, devicesMax }: DistressFold): boolean => {
  let known = 0
  for (const device of devices.values()) if (device.exercise === exercise && device.craftId !== OTHERS) known += 1
  return known < devicesMax
}

const put = (device: CallingDevice, { devices, changes }: DistressFold): void => {
  devices.set(distressKey(device), device)
  changes.set(distressKey(device), device)
}

const forget = (device: CallingDevice, { devices, changes }: DistressFold): void => {
  devices.delete(distressKey(device))
  changes.set(distressKey(device), undefined)
}

/** By key, in whatever order they came in. */
const sorted = (devices: DistressFold['devices']): (readonly [string, CallingDevice])[] =>
  [...devices].toSorted(([a], [b]) => (a < b ? -1 : 1))
