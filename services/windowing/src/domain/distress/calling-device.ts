import { type DistressAlert, type LoggedDistress, parseWireTime } from '@landfall/contracts'
import { type HeardRun, joinRun, runOf } from './heard-run.ts'

/** One device that calls for help or is tested, or whoever calls without one. Changes with the log alone, except for the alert. */
export type CallingDevice = {
  readonly craftId: string
  readonly exercise: boolean
  /** Oldest first. Where there is one, tests say nothing more. */
  readonly calls: readonly HeardRun[]
  readonly tests: readonly HeardRun[]
  /** The log's time of its newest message. */
  readonly heardLoggedAtMs: number
  /** Its newest alert. */
  readonly alert: DistressAlert | null
}

/** After a longer silence a call is another call, by the times of observation. */
export const CALL_GAP_MS_MAX = 6 * 3_600_000
/** So long after its newest message a test is over: by the log's time, and against that the message's time of observation. */
export const TEST_MS = 15 * 60_000

type Who = Pick<CallingDevice, 'craftId' | 'exercise'>

/** The state key. */
export const distressKey = ({ craftId, exercise }: Who): string =>
  `distress/${exercise ? 'exercise' : 'real'}/${craftId}`

export const newDevice = ({ craftId, exercise }: Who): CallingDevice => ({
  craftId,
  exercise,
  calls: [],
  tests: [],
  heardLoggedAtMs: 0,
  alert: null,
})

/** The device after one more message. */
export const recordMessage = (before: CallingDevice, message: LoggedDistress, loggedAtMs: number): CallingDevice => ({
  ...addRun(before, runOf(message), message.test),
  heardLoggedAtMs: loggedAtMs,
})

/** The device that goes on with its published alert, whatever the log still has of it. */
export const takeUpAlert = (device: CallingDevice, alert: DistressAlert): CallingDevice => {
  const [firstMs, lastMs] = [parseWireTime(alert.firstHeardAt), parseWireTime(alert.lastHeardAt)]
  const { place, text, heardBy, test } = alert
  const run: HeardRun = {
    firstMs,
    lastMs,
    place: place && {
      atMs: parseWireTime(place.observedAt),
      value: { longitude: place.longitude, latitude: place.latitude },
    },
    text: text === null ? null : { atMs: firstMs, value: text }, // Whatever the log has is as new.
    heardBy: { atMs: lastMs, value: { id: heardBy.id, kind: heardBy.kind, device: alert.device } },
  }
  const heardLoggedAtMs = Math.max(device.heardLoggedAtMs, parseWireTime(alert.loggedAt))
  return { ...addRun(device, run, test), heardLoggedAtMs, alert }
}

const addRun = (device: CallingDevice, run: HeardRun, test: boolean): CallingDevice =>
  test
    ? { ...device, tests: joinRun(device.tests, run, TEST_MS) }
    : { ...device, calls: joinRun(device.calls, run, CALL_GAP_MS_MAX) }

/** Nothing is kept of a test to which no message can join that would still be shown. */
export const isForgotten = ({ calls, tests }: CallingDevice, loggedAtMs: number): boolean =>
  calls.length === 0 && loggedAtMs - (tests.at(-1)?.lastMs ?? 0) >= 2 * TEST_MS

/** What its alert is to speak of; null where that is over. */
export const currentRun = (
  { calls, tests }: CallingDevice,
  loggedAtMs: number,
): { readonly run: HeardRun; readonly test: boolean } | null => {
  const [call, test] = [calls.at(-1), tests.at(-1)]
  if (call !== undefined) return { run: call, test: false }
  return test !== undefined && loggedAtMs - test.lastMs < TEST_MS ? { run: test, test: true } : null
}
