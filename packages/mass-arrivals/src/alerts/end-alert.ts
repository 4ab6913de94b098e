import { countedPeople, type MassArrivalAlert } from '@landfall/contracts'
import { areSameVisit, byArrival, type CountedVisit, type VisitSpan } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import { countMembers } from './alert-content.ts'
import type { HeldAlert } from './held-alert.ts'
import { type RevisedAlert, withoutRest } from './revise-alert.ts'

export type EndContext = {
  readonly area: WatchedArea
  readonly exercise: boolean
  /** The visits of a craft that count at present. */
  readonly membersOf: (craftId: string) => readonly CountedVisit[]
  /** Why an alert that ends is cancelled, where it is not for its numbers. */
  readonly endReason?: string
}

type Ended = {
  readonly before: HeldAlert
  readonly after: RevisedAlert
  /** The visits that it counts. */
  readonly members: readonly CountedVisit[]
}

/** How an alert ends: superseded by the alert of this id, or, where there is none, cancelled. */
export const endAlert = (held: HeldAlert, supersededBy: string | null, context: EndContext): Ended => {
  const { before, said, members, counted } = countEnded(held, context)
  const status = supersededBy === null ? ('cancelled' as const) : ('superseded' as const)
  const reason =
    supersededBy === null
      ? (context.endReason ?? cancellationReason(counted))
      : `Its craft count with alert ${supersededBy} now.`
  return { before, after: { ...said, ...counted, status, supersededBy, reason }, members }
}

/**
 * An ended alert keeps its severity; its numbers are those of the visits of its last published open version that are left, and
 * then stay: a rebuild, which knows what was published, comes to the same.
 */
const countEnded = ({ situation, ...held }: HeldAlert, context: EndContext) => {
  const lastMs = new Map(situation?.members.map((member) => [`${member.arrivedMs} ${member.craftId}`, member.lastMs]))
  const visits = held.visits.map((visit): VisitSpan => {
    const lastAtMs = lastMs.get(`${visit.arrivedMs} ${visit.craftId}`)
    return lastAtMs === undefined ? visit : { ...visit, lastMs: lastAtMs }
  })
  const members = membersLeft(visits, context)
  const counted = countMembers(members, context.area)
  return { before: { ...held, visits }, said: withoutRest(held.alert), members, counted }
}

/** Those of the visits that still exist and count, by arrival, then craftId. */
export const membersLeft = (
  visits: readonly VisitSpan[],
  { membersOf }: Pick<EndContext, 'membersOf'>,
): readonly CountedVisit[] => {
  const left = new Set(
    visits.flatMap((visit) => membersOf(visit.craftId).filter((member) => areSameVisit(member, visit))),
  )
  return [...left].sort(byArrival)
}

const cancellationReason = (
  counted: Pick<MassArrivalAlert, 'unauthorised' | 'craft' | 'threshold' | 'counts'>,
): string =>
  counted.craft.length === 0
    ? `None of its craft has arrived with people ${counted.counts === 'aboard' ? 'aboard' : 'who may be without permission'}, as the reports stand now.`
    : `At most ${counted.unauthorised.max} people ${countedPeople(counted)} on craft that arrived together, as the reports stand now; the threshold is more than ${counted.threshold}.`
