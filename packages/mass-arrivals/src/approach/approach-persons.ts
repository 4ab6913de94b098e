import type { VisitPersons } from '@landfall/contracts'
import { assignReport } from '../arrivals/assign-report.ts'
import type { HeldReport } from '../arrivals/craft-records.ts'
import type { DerivedVisits } from '../arrivals/derived/derived-visits.ts'
import { visitPersons } from '../arrivals/visit-persons.ts'
import type { Rules } from '../rules.ts'
import type { ApproachTrack } from './approach-track.ts'

/**
 * The people of an approach (design §4.14, rule 6); null where no report belongs to it. A report may belong to the visit before as well:
 * whoever left with everybody aboard, and comes back, is announced by the same. `standing`: later first.
 */
export const approachPersons = (
  { last, insideMs }: ApproachTrack,
  standing: readonly HeldReport[],
  { spans, seen, track }: Pick<DerivedVisits, 'spans' | 'seen' | 'track'>,
  rules: Rules,
): VisitPersons | null => {
  const members = [...spans, { arrival: last, lastMs: Number.POSITIVE_INFINITY }]
  const isOutsideSince = (report: HeldReport, sinceMs: number): boolean =>
    seen.get(report)?.inside === false && report.observedAtMs > sinceMs
  const belongs = (report: HeldReport): boolean => {
    const { observedAtMs, record } = report
    if (isOutsideSince(report, insideMs + rules.visitGapMs)) return true
    const place = assignReport({ observedAtMs, method: record.method }, members, track.forgottenEndMs, rules)
    return place === spans.length
  }
  return visitPersons(standing.filter(belongs), last.atMs, rules, {
    isFresh: (report) => report.observedAtMs >= last.atMs - rules.personsFreshMs || isOutsideSince(report, insideMs),
    onlyFreshIsLikely: true,
  })
}
