import { severityRank } from '@landfall/contracts'
import { SEVERITY_OF } from './alert-content.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { countShared, type Matched, matchAlerts } from './match-alerts.ts'

export type MatchedChanges = Matched & {
  /** It goes on as it is. */
  readonly isSettled: (held: HeldAlert) => boolean
  /** The situations that no settled alert goes on with. */
  readonly free: readonly EvaluatedSituation[]
}

/**
 * An open alert whose situation is still there takes it again: it shares all its visits with it, and no other open alert shares
 * any. So only the others are matched, with what is left. An awaited alert stands for all situations of its visits.
 */
export const matchChanged = (
  held: readonly HeldAlert[],
  situations: ReadonlySet<EvaluatedSituation>,
  isComplete: boolean,
): MatchedChanges => {
  const awaited = findAwaited(held, situations)
  const isWaiting = (each: HeldAlert): boolean => awaited.alerts.has(each)
  // One that is not known by its situation may share visits with any.
  const isWhole = isComplete || held.some((each) => isOpen(each) && each.situation === undefined && !isWaiting(each))
  const goesOn = ({ situation }: HeldAlert): boolean => situation !== undefined && situations.has(situation)
  const isSettled = (each: HeldAlert): boolean =>
    each.isOver === true || isWaiting(each) || (!isWhole && isOpen(each) && goesOn(each))
  const settled = new Set(held.filter(isSettled).map(({ situation }) => situation))
  const left = [...situations].filter((situation) => !settled.has(situation))
  const others = held.filter((each) => !isSettled(each))
  const free = awaited.alerts.size === 0 ? left : withoutAwaited(left, others, awaited)
  return { isSettled, free, ...matchAlerts(others, free) }
}

const isOpen = ({ alert, isOver }: HeldAlert): boolean => alert.status === 'open' && !isOver

type Awaited = { readonly alerts: ReadonlySet<HeldAlert>; readonly situations: ReadonlySet<EvaluatedSituation> }
const NONE: Awaited = { alerts: new Set(), situations: new Set() }

/** The awaited alerts, and the situations of their visits. One that is found to be more severe is awaited no longer. */
const findAwaited = (held: readonly HeldAlert[], situations: ReadonlySet<EvaluatedSituation>): Awaited => {
  const waiting = held.filter((each) => each.isAwaited && isOpen(each))
  if (waiting.length === 0) return NONE
  const shared = countShared([...situations])
  const found = waiting.map((each) => ({ each, of: [...shared(each.visits).keys()] }))
  const standing = found.filter(({ each, of }) => !of.some((situation) => isMoreSevere(situation, each)))
  return {
    alerts: new Set(standing.map(({ each }) => each)),
    situations: new Set(standing.flatMap(({ of }) => of)),
  }
}

/** A situation that an awaited alert stands for is nobody else's, but for an open alert that is known by its visits too. */
const withoutAwaited = (
  situations: readonly EvaluatedSituation[],
  others: readonly HeldAlert[],
  awaited: Awaited,
): readonly EvaluatedSituation[] => {
  const shared = countShared(situations)
  const ofOpen = new Set(others.filter(isOpen).flatMap(({ visits }) => [...shared(visits).keys()]))
  return situations.filter((situation) => !awaited.situations.has(situation) || ofOpen.has(situation))
}

/** Whether a reader who knows of the alert alone does not know how severe it is. */
export const isMoreSevere = ({ certainty }: EvaluatedSituation, { alert }: HeldAlert): boolean =>
  severityRank(SEVERITY_OF[certainty]) > severityRank(alert.severity)
