import type { ActionRefusal, AlertAction } from '../alert-action.ts'
import type { VersionFacts } from '../alert-version.ts'
import { decideAction } from '../decide-action.ts'
import { beginLifecycle, type Lifecycle, takeVersion } from '../lifecycle.ts'

/** An alert at one position of the log, without the version's JSON. */
export type AlertState = { readonly version: VersionFacts; readonly lifecycle: Lifecycle; readonly raisedAtMs: number }
export type ActionOutcome = 'took' | ActionRefusal

/** Where deciding has come to: the state after the last action decided, at the version it named. */
export type Course = {
  /** Null before the first version. */
  readonly state: AlertState | null
  /** The highest version named by a decided action. */
  readonly floor: number
}
/** `waits`: the action names a version that has not been read yet. `needs-records`: one that is no longer held. */
export type Verdict = { readonly course: Course; readonly outcome: ActionOutcome | 'waits' | 'needs-records' }

/** Whether the alert has such a version, among those that the fold no longer holds. */
export type HasVersion = (version: number) => boolean

/** Decides the next action. `chain`: the versions held, oldest first, that of the course's state among them. */
export const decideNext = (
  course: Course,
  chain: readonly VersionFacts[],
  action: AlertAction,
  hasVersion: HasVersion,
): Verdict => {
  const { expectedVersion } = action
  const target = chain.findIndex(({ version }) => version === expectedVersion)
  if (target < 0 || course.state === null) {
    if (expectedVersion > (chain.at(-1)?.version ?? 0)) return { course, outcome: 'waits' }
    if (!hasVersion(expectedVersion)) return { course, outcome: 'unknown-version' }
    return { course, outcome: expectedVersion < course.floor ? 'moved-on' : 'needs-records' }
  }
  if (expectedVersion < course.floor) return { course, outcome: 'moved-on' }
  const state = stepUpTo(course.state, chain.slice(0, target + 1))
  const decision = decideAction(state.lifecycle, state.version, action)
  const after = decision.took ? { ...state, lifecycle: decision.lifecycle } : state
  return { course: { state: after, floor: expectedVersion }, outcome: decision.took ? 'took' : decision.reason }
}

export const beginState = (first: VersionFacts): AlertState => ({
  version: first,
  lifecycle: beginLifecycle(first),
  raisedAtMs: first.timeMs,
})

export const stepState = (state: AlertState, next: VersionFacts): AlertState => ({
  ...state,
  version: next,
  lifecycle: takeVersion(state.lifecycle, state.version, next),
})

/** The state after those of the versions that are later than its own. */
export const stepUpTo = (state: AlertState, versions: readonly VersionFacts[]): AlertState =>
  versions.reduce((at, next) => (next.version > at.version.version ? stepState(at, next) : at), state)
