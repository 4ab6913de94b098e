import type { Rules } from '../rules.ts'
import type { CraftIdentity } from '../situations/counted-visit.ts'
import { type CountedVisit, countedVisitOf } from '../situations/counted-visit.ts'
import { countedApproachOf, isCounted } from './boat-approach.ts'
import type { InboundBoats } from './create-inbound-boats.ts'

/** The approach of a craft's boat as a member of situations: one at most, under the name that it goes by, unless it passes. */
export const inboundMembersOf = (
  craftId: string,
  identity: CraftIdentity,
  boats: InboundBoats,
  rules: Rules,
): readonly CountedVisit[] => {
  const found = boats.approachOf(craftId)
  if (found?.craftId !== craftId || found.persons === null || found.approach.state === 'passing') return []
  if (!isCounted(found, boats.craftOfBoat(craftId), rules)) return []
  const { longitude, latitude } = found.approach.last
  const place = { arrivedMs: found.atMs, lastMs: found.atMs, longitude, latitude, persons: found.persons }
  return [countedVisitOf(craftId, place, found.persons, identity, countedApproachOf(found))]
}
