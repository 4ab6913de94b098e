import { RecordedAction } from '@landfall/contracts'
import type { LogRecord } from '@landfall/kafka'
import { anAlert } from '@landfall/testkit'
import fc from 'fast-check'
import type { AlertAction } from '../domain/alert-action.ts'
import type { AlertVersion } from '../domain/alert-version.ts'
import { parseVersionRecord } from '../log/parse-version-record.ts'
import { anAction, aVersion } from './a-version.ts'

export type RandomLog = { readonly versions: readonly AlertVersion[]; readonly actions: readonly AlertAction[] }

const ALERTS = ['nz-1', 'nz-2']
const ACTIONS = [...RecordedAction.options, 'tick'] as const
const severities = ['caution', 'warning', 'alarm'] as const

/** A log as the services would write it, and worse: repeats, actions on old and on missing versions, any turn. */
export const randomLogs: fc.Arbitrary<RandomLog> = fc
  .tuple(
    fc.array(
      fc.record({
        alertId: fc.constantFrom(...ALERTS),
        step: fc.constantFrom(0, 1, 1, 1, 2),
        severity: fc.constantFrom(...severities),
        status: fc.constantFrom('open', 'open', 'cancelled'),
        likely: fc.constantFrom(0, 5, 9),
        craftId: fc.constantFrom('a:1', 'a:2'),
        gapMs: fc.nat(3),
      }),
      { maxLength: 12 },
    ),
    fc.array(
      fc.record({
        alertId: fc.constantFrom(...ALERTS),
        action: fc.constantFrom(...ACTIONS),
        item: fc.constantFrom('a', 'b'),
        expectedVersion: fc.integer({ min: 1, max: 6 }),
        actionId: fc.constantFrom('x', 'y', 'z', 'u', 'v', 'w'),
        turn: fc.nat(2),
        gapMs: fc.nat(3),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([versions, actions]) => ({ versions: toVersions(versions), actions: toActions(actions) }))

const toVersions = (
  drawn: readonly { alertId: string; step: number; gapMs: number; craftId: string; likely: number }[],
): readonly AlertVersion[] => {
  const latest = new Map<string, number>()
  let timeMs = 1_000
  return drawn.map(({ alertId, step, gapMs, craftId, likely, ...rest }, offset) => {
    const version = Math.max(1, (latest.get(alertId) ?? 0) + step)
    latest.set(alertId, version)
    timeMs += gapMs
    const craft = [{ craftId, sameAs: [], likely }]
    const read = parseVersionRecord(versionRecord(aVersion({ ...rest, alertId, version, offset, timeMs, craft })))
    if (!read.ok) throw new Error(read.reason)
    return read.value
  })
}

const toActions = (drawn: readonly (Partial<AlertAction> & { readonly gapMs: number })[]): readonly AlertAction[] => {
  let timeMs = 1_000
  return drawn.map(({ gapMs, item, ...rest }, offset) => {
    timeMs += gapMs
    const isTick = rest.action === 'tick' || rest.action === 'untick'
    return anAction({ ...rest, ...(isTick && { item }), offset, timeMs, untilMs: timeMs + 2, escalateAfterMs: 2 })
  })
}

/** The version as the log has it: whole, since what is no alert is skipped. */
export const versionRecord = ({ json: _json, offset, timeMs, craft, ...head }: AlertVersion): LogRecord => {
  const whole = anAlert()
  const wireCraft = craft.map(({ likely, ...names }) => {
    const [wholeCraft] = whole.craft
    return { ...wholeCraft, ...names, unauthorised: { ...wholeCraft?.unauthorised, likely } }
  })
  const value = Buffer.from(JSON.stringify({ ...whole, ...head, craft: wireCraft }))
  return { partition: 0, offset, timestampMs: timeMs, key: head.alertId, value, headers: {} }
}

/** The action as the log has it. */
export const actionRecord = ({ offset, timeMs, untilMs, ...rest }: AlertAction): LogRecord => {
  const until = untilMs === null ? null : new Date(untilMs).toISOString()
  const value = Buffer.from(JSON.stringify({ type: 'action', ...rest, until }))
  return { partition: 0, offset, timestampMs: timeMs, key: rest.alertId, value, headers: {} }
}
