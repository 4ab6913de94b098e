import { type ActionRefusal, type AlertAction, actionKey, contentOf } from './alert-action.ts'
import type { AlertVersion, VersionFacts } from './alert-version.ts'
import { decideAction } from './decide-action.ts'
import { beginLifecycle, type Lifecycle, takeVersion } from './lifecycle.ts'

/** An alert at one position of the log, without the version's JSON. */
export type AlertState = { readonly version: VersionFacts; readonly lifecycle: Lifecycle; readonly raisedAtMs: number }
/** An alert at one position of the log. */
export type AlertNow = AlertState & { readonly version: AlertVersion }
export type ActionOutcome = 'took' | ActionRefusal
/** `content`: what was asked for, so that another action under the same key is recognised. */
export type DecidedAction = { readonly outcome: ActionOutcome; readonly content: string }

/**
 * What is needed to go on folding one alert, at one position of the log. Immutable: a fold that is held is the alert as it was.
 *
 * The two topics have no common order, so the fold defines one: an action comes right after the version it names. The
 * result is a function of the records alone, in whatever order an instance read the topics. An action that took effect
 * keeps it, because no later record is ordered before it: one that would be is refused as `moved-on`.
 *
 * So an action can only take effect on the version that the last decided one named, or a later one: that is all the fold
 * holds, as `base` and `tail`, and of each version only the facts.
 */
export type AlertFold = {
  readonly alertId: string
  /** After all settled actions, at the version `tail` continues; null before the first version. */
  readonly base: AlertState | null
  /** The versions after that of `base`, oldest first. */
  readonly tail: readonly VersionFacts[]
  /** `base` with `tail` applied. */
  readonly settled: AlertState | null
  /** The actions from the first one that names a version not read yet: what they do may still change. */
  readonly pending: readonly AlertAction[]
  readonly decided: ReadonlyMap<string, DecidedAction>
  /** The highest version named by a settled action: no action on an earlier version is accepted any more. */
  readonly floor: number
  readonly now: AlertNow | null
}

/** Beyond these the oldest versions of `tail` are merged into `base`. */
export type TailLimits = { readonly tailVersionsMax: number; readonly tailCraftMax: number }
export const TAIL_LIMITS: TailLimits = { tailVersionsMax: 100, tailCraftMax: 5_000 }

export const createAlertFold = (alertId: string): AlertFold => ({
  alertId,
  base: null,
  tail: [],
  settled: null,
  pending: [],
  decided: new Map(),
  floor: 0,
  now: null,
})

/** Whether the alert has such a version, among those that the fold no longer holds. */
export type HasVersion = (version: number) => boolean

/**
 * The fold with its next version, a higher one than it has. Null: an action names a version that is no longer held, so the
 * alert must be folded from its records.
 */
export const appendVersion = (fold: AlertFold, version: AlertVersion, hasVersion: HasVersion): AlertFold | null => {
  const facts = factsOf(version)
  const settled = fold.settled === null ? begin(facts) : step(fold.settled, facts)
  const tail = fold.base === null ? [] : [...fold.tail, facts]
  const grown = { ...fold, base: fold.base ?? settled, tail, settled, now: { ...settled, version } }
  return fold.pending.length === 0 ? grown : decidePending(grown, hasVersion, true)
}

/** The fold with one more action; itself, if it had that action. Null as with `appendVersion`. */
export const appendAction = (fold: AlertFold, action: AlertAction, hasVersion: HasVersion): AlertFold | null =>
  fold.decided.has(actionKey(action))
    ? fold
    : decidePending({ ...fold, pending: [...fold.pending, action] }, hasVersion, false)

/** The fold with no more versions than the limits; the oldest can no longer be named by an action without reading the log. */
export const trimFold = (fold: AlertFold, { tailVersionsMax, tailCraftMax } = TAIL_LIMITS): AlertFold => {
  let craft = fold.tail.reduce((sum, version) => sum + version.craft.length, 0)
  let { base } = fold
  let dropped = 0
  for (const version of fold.tail) {
    if (fold.tail.length - dropped <= tailVersionsMax && craft <= tailCraftMax) break
    if (base !== null) base = step(base, version)
    craft -= version.craft.length
    dropped += 1
  }
  return dropped === 0 ? fold : { ...fold, base, tail: fold.tail.slice(dropped) }
}

/** Whether no record has been folded. */
export const isEmptyFold = ({ base, pending }: AlertFold): boolean => base === null && pending.length === 0

export const isWaiting = ({ pending }: AlertFold): boolean => pending.length > 0

/** Where deciding has come to: the state after the version at index `at` of the chain. */
type Course = { readonly state: AlertState | null; readonly at: number; readonly floor: number }
type Verdict = { readonly course: Course; readonly outcome: ActionOutcome | 'waits' | 'needs-records' }

/** Decides the pending actions from `base` on, and settles those before the first that still waits for its version. */
const decidePending = (fold: AlertFold, hasVersion: HasVersion, isNewVersion: boolean): AlertFold | null => {
  const chain = fold.base === null ? [] : [fold.base.version, ...fold.tail]
  const decided = new Map(fold.decided)
  let course: Course = { state: fold.base, at: 0, floor: fold.floor }
  let settledCourse = course
  let settledActions = 0
  let lastOutcome: ActionOutcome | 'waits' = 'waits'
  for (const [index, action] of fold.pending.entries()) {
    const verdict = decideOne(course, chain, action, hasVersion)
    if (verdict.outcome === 'needs-records') return null
    lastOutcome = verdict.outcome
    course = verdict.course
    const outcome = verdict.outcome === 'waits' ? 'unknown-version' : verdict.outcome
    decided.set(actionKey(action), { outcome, content: contentOf(action) })
    if (settledActions !== index || verdict.outcome === 'waits') continue
    settledActions = index + 1
    settledCourse = course
  }
  const settled = settledActions === 0 ? fold.settled : finish(settledCourse, chain)
  return {
    ...fold,
    base: settledCourse.state,
    tail: chain.slice(settledCourse.at + 1),
    settled,
    pending: fold.pending.slice(settledActions),
    decided,
    floor: settledCourse.floor,
    now: isNewVersion || lastOutcome === 'took' ? nowOf(fold, finish(course, chain)) : fold.now,
  }
}

const decideOne = (
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
  let { state } = course
  for (const next of chain.slice(course.at + 1, target + 1)) state = step(state, next)
  const decision = decideAction(state.lifecycle, state.version, action)
  const after = decision.took ? { ...state, lifecycle: decision.lifecycle } : state
  return {
    course: { state: after, at: target, floor: expectedVersion },
    outcome: decision.took ? 'took' : decision.reason,
  }
}

const finish = ({ state, at }: Course, chain: readonly VersionFacts[]): AlertState | null =>
  state === null ? null : chain.slice(at + 1).reduce(step, state)

const nowOf = ({ now }: AlertFold, state: AlertState | null): AlertNow | null =>
  state === null || now === null ? null : { ...state, version: now.version }

const begin = (first: VersionFacts): AlertState => ({
  version: first,
  lifecycle: beginLifecycle(first),
  raisedAtMs: first.timeMs,
})

const step = (state: AlertState, next: VersionFacts): AlertState => ({
  ...state,
  version: next,
  lifecycle: takeVersion(state.lifecycle, state.version, next),
})

/** The fold with one more record of either topic. Null as with `appendVersion`. */
export const appendRecord = (
  fold: AlertFold,
  record: AlertVersion | AlertAction,
  hasVersion: HasVersion,
): AlertFold | null =>
  'json' in record ? appendVersion(fold, record, hasVersion) : appendAction(fold, record, hasVersion)

export const factsOf = ({ json: _json, ...facts }: AlertVersion): VersionFacts => facts
