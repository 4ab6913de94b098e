import type { AlertView } from '@landfall/contracts'
import { inWorld, type WorldFilter } from '../navigation/world-filter.ts'

const ALARM_WINDOW_MS = 10 * 60_000

type AlarmTimes = readonly { readonly atMs: number; readonly exercise: boolean }[]

/** Adds one, and forgets those that left the window. */
export const withAlarm = (times: AlarmTimes, { updatedAt, exercise }: AlertView, serverMs: number): AlarmTimes =>
  [...times, { atMs: Date.parse(updatedAt), exercise }].filter(({ atMs }) => serverMs - atMs < ALARM_WINDOW_MS)

/** Alarms in the last 10 minutes: `2`, or `2 + 1 exercise`, because an exercise must not look real. */
export const recentAlarms = (times: AlarmTimes, world: WorldFilter, serverMs: number): string => {
  const recent = times.filter((time) => serverMs - time.atMs < ALARM_WINDOW_MS && inWorld(time, world))
  const simulated = recent.filter(({ exercise }) => exercise).length
  return simulated === 0 ? `${recent.length}` : `${recent.length - simulated} + ${simulated} exercise`
}
