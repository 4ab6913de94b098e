import type { CountedVisit } from '../situations/counted-visit.ts'

/** People of a cluster, likely; each boat counts once. */
export type InboundSum = {
  readonly all: number
  /** Of the visits alone, and of the approaches alone. */
  readonly visits: number
  readonly approaches: number
  /** The approaches' share of `all`: those of boats whose approach has more than their visits. */
  readonly inbound: number
}

type Boat = { visit: number; approach: number }

/** The sums over a cluster. `isCounted`: which of its approaches count. */
export const sumInbound = (
  cluster: readonly CountedVisit[],
  isCounted: (approach: CountedVisit) => boolean = () => true,
): InboundSum => {
  const boats = new Map<string, Boat>()
  for (const member of cluster) {
    const boat = boats.get(member.boat) ?? { visit: 0, approach: 0 }
    boats.set(member.boat, boat)
    const { likely } = member.persons.unauthorised
    if (member.approach === undefined) boat.visit = Math.max(boat.visit, likely)
    else if (isCounted(member)) boat.approach = Math.max(boat.approach, likely)
  }
  const sum = { all: 0, visits: 0, approaches: 0, inbound: 0 }
  for (const { visit, approach } of boats.values()) {
    sum.all += Math.max(visit, approach)
    sum.visits += visit
    sum.approaches += approach
    if (approach > visit) sum.inbound += approach
  }
  return sum
}
