import { countedPeople, type MassArrivalAlert } from '@landfall/contracts'
import { byArrival, type CountedVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { AlertCounts } from './alert-content.ts'
import type { AlertKindRules, EndedContent, SameMember } from './alert-kind-rules.ts'
import type { RevisedAlert } from './area-alert.ts'
import type { HeldAlert } from './held-alert.ts'
import { withoutRest } from './revise-alert.ts'

type Ended = {
  readonly before: HeldAlert
  readonly after: RevisedAlert
  /** The visits that it counts. */
  readonly members: readonly CountedVisit[]
}

/**
 * How an alert ends: superseded by the alert of its kind that took its visits, or as its kind says. It keeps its severity; its numbers are
 * those of the visits of its last published open version that are left, and then stay: a rebuild, which knows what was published, comes
 * to the same.
 */
export const endAlert = (
  { situation, ...held }: HeldAlert,
  takenBy: string | null,
  { endOf }: Pick<AlertKindRules, 'endOf'>,
  endReason: string | undefined,
): Ended => {
  const lastMs = new Map(situation?.members.map((member) => [`${member.arrivedMs} ${member.craftId}`, member.lastMs]))
  const visits = held.visits.map((visit): VisitSpan => {
    const lastAtMs = lastMs.get(`${visit.arrivedMs} ${visit.craftId}`)
    return lastAtMs === undefined ? visit : { ...visit, lastMs: lastAtMs }
  })
  const before = { ...held, visits }
  const { counted, members, supersededBy, reason } = endOf(before, takenBy, endReason)
  const status = supersededBy === null ? ('cancelled' as const) : ('superseded' as const)
  const after = { ...withoutRest(held.alert), ...counted, status, supersededBy, reason } as RevisedAlert
  return { before, after, members }
}

export const supersededReason = (alertId: string): string => `Its craft count with alert ${alertId} now.`

/** How a mass arrival ends, whose visits that are left count so much. */
export const endMassArrival = (
  members: readonly CountedVisit[],
  counted: AlertCounts,
  takenBy: string | null,
  endReason: string | undefined,
): EndedContent => ({
  counted,
  members,
  supersededBy: takenBy,
  reason: takenBy === null ? (endReason ?? cancellationReason(counted)) : supersededReason(takenBy),
})

/** Those of the visits that still exist and count, by arrival, then craftId. `membersOf`: of a craft. */
export const membersLeft = (
  visits: readonly VisitSpan[],
  membersOf: (craftId: string) => readonly CountedVisit[],
  { craftOf, isSame }: SameMember,
): readonly CountedVisit[] => {
  const left = new Set(
    visits.flatMap((visit) =>
      craftOf(visit.craftId)
        .flatMap(membersOf)
        .filter((member) => isSame(member, visit)),
    ),
  )
  return [...left].sort(byArrival)
}

const cancellationReason = (
  counted: Pick<MassArrivalAlert, 'unauthorised' | 'craft' | 'threshold' | 'counts'>,
): string =>
  counted.craft.length === 0
    ? `None of its craft has arrived with people ${counted.counts === 'aboard' ? 'aboard' : 'who may be without permission'}, as the reports stand now.`
    : `At most ${counted.unauthorised.max} people ${countedPeople(counted)} on craft that arrived together, as the reports stand now; the threshold is more than ${counted.threshold}.`
