import { severityRank } from '@landfall/contracts'
import { SEVERITY_OF } from './alert-content.ts'
import type { SameMember } from './alert-kind-rules.ts'
import type { EvaluatedSituation, HeldAlert } from './held-alert.ts'
import { countShared, type Matched, matchAlerts, SAME_VISIT } from './match-alerts.ts'

export type MatchedChanges = Matched & {
  /** It goes on as it is. */
  readonly isSettled: (held: HeldAlert) => boolean
  /** The situations that no settled alert goes on with. */
  readonly free: readonly EvaluatedSituation[]
}

/**
 * An open alert whose situation is still there takes it again: it shares all its visits with it, and no other open alert shares
 * any. So only the others are matched, with what is left. An awaited alert stands for all situations of its visits, until one is
 * more severe: it then goes on with it, or stands as before where another open alert does.
 */
export const matchChanged = (
  held: readonly HeldAlert[],
  situations: ReadonlySet<EvaluatedSituation>,
  isComplete: boolean,
  same = SAME_VISIT,
): MatchedChanges => {
  const awaited = findAwaited(held, situations, same)
  let standing = awaited.filter(({ worse }) => worse.length === 0)
  for (;;) {
    const matched = matchBeside(standing, held, situations, isComplete, same)
    const released = awaited.filter((each) => !standing.includes(each))
    if (released.length === 0) return matched
    const isSaid = saidByOpen(held, matched)
    const back = released.filter(({ worse, alert }) => worse.every((each) => isSaid(each, alert)))
    if (back.length === 0) return matched
    standing = [...standing, ...back]
  }
}

/** The match, while the standing alerts stay as they are. */
const matchBeside = (
  standing: readonly Awaited[],
  held: readonly HeldAlert[],
  situations: ReadonlySet<EvaluatedSituation>,
  isComplete: boolean,
  same: SameMember,
): MatchedChanges => {
  const waiting = new Set(standing.map(({ alert }) => alert))
  const isWaiting = (each: HeldAlert): boolean => waiting.has(each)
  // One that is not known by its situation may share visits with any.
  const isWhole = isComplete || held.some((each) => isOpen(each) && each.situation === undefined && !isWaiting(each))
  const goesOn = ({ situation }: HeldAlert): boolean => situation !== undefined && situations.has(situation)
  const isSettled = (each: HeldAlert): boolean =>
    each.isOver === true || isWaiting(each) || (!isWhole && isOpen(each) && goesOn(each))
  const settled = new Set(held.filter(isSettled).map(({ situation }) => situation))
  const left = [...situations].filter((situation) => !settled.has(situation))
  const others = held.filter((each) => !isSettled(each))
  const free = standing.length === 0 ? left : withoutStanding(left, others, standing, same)
  return { isSettled, free, ...matchAlerts(others, free, same) }
}

const isOpen = ({ alert, isOver }: HeldAlert): boolean => alert.status === 'open' && !isOver

type Awaited = {
  readonly alert: HeldAlert
  /** The situations of its visits. */
  readonly of: readonly EvaluatedSituation[]
  /** Those that are more severe than it is. */
  readonly worse: readonly EvaluatedSituation[]
}

const findAwaited = (
  held: readonly HeldAlert[],
  situations: ReadonlySet<EvaluatedSituation>,
  same: SameMember,
): readonly Awaited[] => {
  const awaited = held.filter((each) => each.isAwaited && isOpen(each))
  if (awaited.length === 0) return []
  const shared = countShared([...situations], same)
  return awaited.map((alert) => {
    const of = [...shared(alert.visits).keys()]
    return { alert, of, worse: of.filter((situation) => isMoreSevere(situation, alert)) }
  })
}

/** Whether an open alert goes on with the situation, other than this one. */
const saidByOpen = (held: readonly HeldAlert[], { isSettled, taken }: MatchedChanges) => {
  const by = new Map<EvaluatedSituation, HeldAlert>()
  for (const each of held) {
    const situation = isSettled(each) ? each.situation : taken.get(each)
    if (isOpen(each) && situation !== undefined) by.set(situation, each)
  }
  return (situation: EvaluatedSituation, than: HeldAlert): boolean => (by.get(situation) ?? than) !== than
}

/** A situation that an alert stands for is nobody else's, but for an open alert that is known by its visits too. */
const withoutStanding = (
  situations: readonly EvaluatedSituation[],
  others: readonly HeldAlert[],
  standing: readonly Awaited[],
  same: SameMember,
): readonly EvaluatedSituation[] => {
  const stoodFor = new Set(standing.flatMap(({ of }) => of))
  const shared = countShared(situations, same)
  const ofOpen = new Set(others.filter(isOpen).flatMap(({ visits }) => [...shared(visits).keys()]))
  return situations.filter((situation) => !stoodFor.has(situation) || ofOpen.has(situation))
}

/** Whether a reader who knows of the alert alone does not know how severe it is. */
export const isMoreSevere = ({ certainty }: EvaluatedSituation, { alert }: HeldAlert): boolean =>
  severityRank(SEVERITY_OF[certainty]) > severityRank(alert.severity)
