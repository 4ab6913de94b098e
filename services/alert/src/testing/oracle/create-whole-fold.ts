import { CHECKLIST_TICKS_MAX } from '@landfall/contracts'
import { type AlertAction, actionKey } from '../../domain/alert-action.ts'
import type { AlertVersion } from '../../domain/alert-version.ts'
import type { AlertNow } from '../../domain/create-alert-fold.ts'
import { decideAction } from '../../domain/decide-action.ts'
import type { ActionOutcome } from '../../domain/fold/decide-next.ts'
import { beginLifecycle, takeVersion } from '../../domain/lifecycle.ts'

/**
 * The oracle of the fold: one alert with all its versions and actions, folded again from the start where that is simpler.
 *
 * The two topics have no common order, so the fold defines one: an action comes right after the version it names. The
 * result is a function of the records alone, in whatever order an instance read the topics. An action that took effect
 * keeps it, because no later record is ordered before it: one that would be is refused as `moved-on`.
 */
export type WholeFold = {
  readonly alertId: string
  readonly versions: AlertVersion[]
  readonly actions: AlertAction[]
  readonly outcomes: Map<string, ActionOutcome>
  /** The tick of each item that is ticked. */
  readonly ticked: Map<string, AlertAction>
  now: AlertNow | null
  /** The highest version named by a decided action: no action on an earlier version is accepted any more. */
  floor: number
  /** Whether an action names a version that has not been read yet. */
  waiting: boolean
}

export const createWholeFold = (alertId: string): WholeFold => ({
  alertId,
  versions: [],
  actions: [],
  outcomes: new Map(),
  ticked: new Map(),
  now: null,
  floor: 0,
  waiting: false,
})

type VersionTaken = 'taken' | 'repeat' | 'contradiction' | 'out-of-order'

export const appendWholeVersion = (fold: WholeFold, version: AlertVersion): VersionTaken => {
  const last = fold.versions.at(-1)
  if (last !== undefined && version.version <= last.version) return compareWithHeld(fold, version)
  fold.versions.push(version)
  if (fold.waiting || fold.now === null) refold(fold)
  else fold.now = step(fold.now, version)
  return 'taken'
}

export const appendWholeAction = (fold: WholeFold, action: AlertAction): 'taken' | 'repeat' => {
  if (fold.outcomes.has(actionKey(action))) return 'repeat'
  fold.actions.push(action)
  if (isTick(action)) {
    if (tick(fold, action) && fold.now !== null) fold.now = { ...fold.now, ticks: ticksOf(fold) }
    return 'taken'
  }
  // The usual case is decided incrementally; anything else is folded again from the start, which keeps this simple.
  if (fold.now?.version.version === action.expectedVersion && !fold.waiting) fold.now = decide(fold, fold.now, action)
  else refold(fold)
  return 'taken'
}

/** The same alert as it was when only records below these offsets had been read. */
export const wholeFoldUpTo = (fold: WholeFold, alertsBelow: number, actionsBelow: number): WholeFold => {
  const earlier = createWholeFold(fold.alertId)
  for (const version of fold.versions) if (version.offset < alertsBelow) earlier.versions.push(version)
  for (const action of fold.actions) if (action.offset < actionsBelow) earlier.actions.push(action)
  refold(earlier)
  return earlier
}

const refold = (fold: WholeFold): void => {
  const [first] = fold.versions
  fold.outcomes.clear()
  fold.ticked.clear()
  fold.floor = 0
  fold.waiting = false
  fold.now = null
  let index = 0
  let now: AlertNow | null =
    first === undefined
      ? null
      : { version: first, lifecycle: beginLifecycle(first), raisedAtMs: first.timeMs, ticks: [] }
  for (const action of fold.actions) {
    if (isTick(action)) {
      tick(fold, action)
      continue
    }
    const target = fold.versions.findIndex(({ version }) => version === action.expectedVersion)
    if (target < 0 || now === null) {
      fold.outcomes.set(actionKey(action), 'unknown-version')
      fold.waiting ||= action.expectedVersion > (fold.versions.at(-1)?.version ?? 0)
      continue
    }
    for (; index < target; index += 1) now = step(now, fold.versions[index + 1])
    now = decide(fold, now, action)
  }
  for (; now !== null && index < fold.versions.length - 1; index += 1) now = step(now, fold.versions[index + 1])
  fold.now = now && { ...now, ticks: ticksOf(fold) }
}

const isTick = ({ action }: AlertAction): boolean => ['tick', 'untick'].includes(action)

/** Whether it took effect. */
const tick = ({ ticked, outcomes }: WholeFold, action: AlertAction): boolean => {
  const { item } = action
  const isOn = action.action === 'tick'
  const isFull = isOn && ticked.size === CHECKLIST_TICKS_MAX
  const refusal = item === undefined ? 'not-allowed' : ticked.has(item) === isOn ? 'overtaken' : null
  const outcome = refusal ?? (isFull ? 'not-allowed' : 'took')
  outcomes.set(actionKey(action), outcome)
  if (outcome !== 'took' || item === undefined) return false
  if (isOn) ticked.set(item, action)
  else ticked.delete(item)
  return true
}

const ticksOf = ({ ticked }: WholeFold): AlertNow['ticks'] =>
  [...ticked].map(([item, { timeMs: atMs, operator, tokenId }]) => ({ item, atMs, operator, tokenId }))

const step = (now: AlertNow, next: AlertVersion | undefined): AlertNow =>
  next === undefined ? now : { ...now, version: next, lifecycle: takeVersion(now.lifecycle, now.version, next) }

const decide = (fold: WholeFold, now: AlertNow, action: AlertAction): AlertNow => {
  if (action.expectedVersion < fold.floor) {
    fold.outcomes.set(actionKey(action), 'moved-on')
    return now
  }
  fold.floor = action.expectedVersion
  const decision = decideAction(now.lifecycle, now.version, action)
  fold.outcomes.set(actionKey(action), decision.took ? 'took' : decision.reason)
  return decision.took ? { ...now, lifecycle: decision.lifecycle } : now
}

const compareWithHeld = (fold: WholeFold, version: AlertVersion): VersionTaken => {
  const held = fold.versions.find((other) => other.version === version.version)
  if (held === undefined) return 'out-of-order'
  return held.json.equals(version.json) ? 'repeat' : 'contradiction'
}
