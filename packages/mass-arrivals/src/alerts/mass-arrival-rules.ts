import type { MassArrivalAlert } from '@landfall/contracts'
import type { CountedVisit } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import { countMembers } from './alert-content.ts'
import type { AlertKindRules } from './alert-kind-rules.ts'
import { changesBetween } from './changes-between.ts'
import { endMassArrival, membersLeft } from './end-alert.ts'
import { SAME_VISIT } from './match-alerts.ts'
import { countedCraftIds, spansOf } from './revise-alert.ts'

/** Identity, words and ends of mass arrivals (design §4.8). `membersOf`: the visits of a craft that count at present. */
export const massArrivalRules = (
  area: WatchedArea,
  membersOf: (craftId: string) => readonly CountedVisit[],
): AlertKindRules => ({
  kind: 'mass-arrival',
  ...SAME_VISIT,
  membersLeft: (visits) => membersLeft(visits, membersOf, SAME_VISIT),
  foundersOf: spansOf,
  changesBetween: (held, after, members) => {
    const craftIds = { were: countedCraftIds(held), are: new Set(members.map(({ craftId }) => craftId)) }
    return changesBetween(held.alert as MassArrivalAlert, after as MassArrivalAlert, craftIds)
  },
  endOf: ({ visits }, takenBy, endReason) => {
    const members = membersLeft(visits, membersOf, SAME_VISIT)
    return endMassArrival(members, countMembers(members, area), takenBy, endReason)
  },
})
