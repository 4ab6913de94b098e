import { List, OrderedMap } from 'immutable'
import { type AlertAction, actionKey, contentOf } from './alert-action.ts'
import type { AlertVersion, VersionFacts } from './alert-version.ts'
import { addPending, type PendingActions } from './fold/add-pending.ts'
import {
  type ActionOutcome,
  type AlertState,
  beginState,
  type Course,
  decideNext,
  type HasVersion,
  stepState,
  stepUpTo,
} from './fold/decide-next.ts'
import { isTick, type Tick, takeTick } from './fold/take-tick.ts'

/** An alert at one position of the log. */
export type AlertNow = AlertState & { readonly version: AlertVersion; readonly ticks: readonly Tick[] }
/** `content`: what was asked for, so that another action under the same key is recognised. */
export type DecidedAction = { readonly outcome: ActionOutcome; readonly content: string }
/** What became of each action, by its key, in the order of the log. */
export type DecidedActions = Pick<OrderedMap<string, DecidedAction>, 'get' | 'has'> &
  Iterable<[key: string, action: DecidedAction]>

/** Where deciding the pending actions has come to; `waitsFor`: the lowest version that one of them waits for. */
type PendingCourse = Course & { readonly waitsFor: number }

/**
 * What is needed to go on folding one alert, at one position of the log. Immutable: a fold that is held is the alert as it was.
 *
 * The two topics have no common order, so the fold defines one: an action comes right after the version it names. The
 * result is a function of the records alone, in whatever order an instance read the topics. An action that took effect
 * keeps it, because no later record is ordered before it: one that would be is refused as `moved-on`.
 *
 * So an action can only take effect on the version that the last decided one named, or a later one: that is all the fold
 * holds, as `base` and `tail`, and of each version only the facts.
 *
 * What grows with the number of actions is persistent (it shares what it has with the fold before), and an action is decided
 * once, and again only where a version has come that one before it waited for.
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
  readonly pending: PendingActions
  /** Null: no action is pending. */
  readonly course: PendingCourse | null
  readonly decided: OrderedMap<string, DecidedAction>
  /** The highest version named by a settled action: no action on an earlier version is accepted any more. */
  readonly floor: number
  /** The ticked items of the checklist, which depend on no version. */
  readonly ticks: readonly Tick[]
  readonly now: AlertNow | null
}

export const createAlertFold = (alertId: string): AlertFold => ({
  alertId,
  base: null,
  tail: [],
  settled: null,
  pending: List(),
  course: null,
  decided: OrderedMap(),
  floor: 0,
  ticks: [],
  now: null,
})

/**
 * The fold with its next version, a higher one than it has. Null: an action names a version that is no longer held, so the
 * alert must be folded from its records.
 */
export const appendVersion = (fold: AlertFold, version: AlertVersion, hasVersion: HasVersion): AlertFold | null => {
  const facts = factsOf(version)
  const settled = fold.settled === null ? beginState(facts) : stepState(fold.settled, facts)
  const tail = fold.base === null ? [] : [...fold.tail, facts]
  const now = fold.now === null || fold.course === null ? settled : stepState(fold.now, facts)
  const course = fold.course && { ...fold.course, state: fold.course.state ?? settled }
  const grown = {
    ...fold,
    base: fold.base ?? settled,
    tail,
    settled,
    course,
    now: { ...now, version, ticks: fold.ticks },
  }
  return course === null || facts.version < course.waitsFor ? grown : decidePending(grown, hasVersion)
}

/** The fold with one more action; itself, if it had that action. Null as with `appendVersion`. */
export const appendAction = (fold: AlertFold, action: AlertAction, hasVersion: HasVersion): AlertFold | null => {
  const key = actionKey(action)
  if (fold.decided.has(key)) return fold
  if (isTick(action)) return appendTick(fold, action, key)
  const chain = chainOf(fold)
  const { course, outcome } = decideNext(fold.course ?? courseOfBase(fold), chain, action, hasVersion)
  if (outcome === 'needs-records') return null
  const isPending = outcome === 'waits'
  const known = isPending ? 'unknown-version' : outcome
  const decided = fold.decided.set(key, { outcome: known, content: contentOf(action) })
  const grown = { ...fold, decided, now: outcome === 'took' ? nowAfter(fold, course, chain) : fold.now }
  if (fold.course === null && !isPending) return settleAt(grown, course, chain)
  const waitsFor = Math.min(fold.course?.waitsFor ?? NOTHING, isPending ? action.expectedVersion : NOTHING)
  return { ...grown, pending: addPending(fold.pending, action), course: { ...course, waitsFor } }
}

const appendTick = (fold: AlertFold, action: AlertAction, key: string): AlertFold => {
  const { outcome, ticks } = takeTick(fold.ticks, action)
  const decided = fold.decided.set(key, { outcome, content: contentOf(action) })
  return { ...fold, decided, ticks, now: outcome === 'took' ? fold.now && { ...fold.now, ticks } : fold.now }
}

/** Whether no record has been folded. */
export const isEmptyFold = ({ base, decided }: AlertFold): boolean => base === null && decided.isEmpty()

export const isWaiting = ({ pending }: AlertFold): boolean => !pending.isEmpty()

/** Decides the pending actions again from `base` on, and settles those before the first that still waits for its version. */
const decidePending = (fold: AlertFold, hasVersion: HasVersion): AlertFold | null => {
  const chain = chainOf(fold)
  const newest = chain.at(-1)?.version ?? 0
  const decided = fold.decided.asMutable()
  let course = courseOfBase(fold)
  let settled = { course, actions: 0 }
  let waitsFor = NOTHING
  for (const [index, { action, leastFrom }] of fold.pending.entries()) {
    if (leastFrom > newest) {
      waitsFor = Math.min(waitsFor, leastFrom)
      break // It waits, and so do all that follow.
    }
    const verdict = decideNext(course, chain, action, hasVersion)
    if (verdict.outcome === 'needs-records') return null
    if (verdict.outcome === 'waits') {
      waitsFor = Math.min(waitsFor, action.expectedVersion)
      continue
    }
    course = verdict.course
    const key = actionKey(action)
    decided.set(key, { outcome: verdict.outcome, content: fold.decided.get(key)?.content ?? contentOf(action) })
    if (settled.actions === index) settled = { course, actions: index + 1 }
  }
  return {
    ...settleAt(fold, settled.course, chain),
    pending: fold.pending.skip(settled.actions),
    course: settled.actions === fold.pending.size ? null : { ...course, waitsFor },
    decided: decided.asImmutable(),
    now: nowAfter(fold, course, chain),
  }
}

/** For the lowest of no versions. */
const NOTHING = Number.POSITIVE_INFINITY

const chainOf = ({ base, tail }: AlertFold): readonly VersionFacts[] => (base === null ? [] : [base.version, ...tail])

const courseOfBase = ({ base, floor }: AlertFold): Course => ({ state: base, floor })

/** The fold with `base` moved on to where the course has come. */
const settleAt = (fold: AlertFold, { state, floor }: Course, chain: readonly VersionFacts[]): AlertFold =>
  state === null
    ? { ...fold, floor }
    : {
        ...fold,
        base: state,
        tail: chain.filter(({ version }) => version > state.version.version),
        settled: stepUpTo(state, chain),
        floor,
      }

const nowAfter = ({ now }: AlertFold, { state }: Course, chain: readonly VersionFacts[]): AlertNow | null =>
  state === null || now === null ? null : { ...stepUpTo(state, chain), version: now.version, ticks: now.ticks }

/** The fold with one more record of either topic. Null as with `appendVersion`. */
export const appendRecord = (
  fold: AlertFold,
  record: AlertVersion | AlertAction,
  hasVersion: HasVersion,
): AlertFold | null =>
  'json' in record ? appendVersion(fold, record, hasVersion) : appendAction(fold, record, hasVersion)

export const factsOf = ({ json: _json, place: _place, ...facts }: AlertVersion): VersionFacts => facts
