import type { MassArrivalAlert } from '@landfall/contracts'
import { isDeepEqual } from '../groups/is-deep-equal.ts'
import type { CountedVisit, VisitSpan } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import type { AlertContent } from './alert-content.ts'
import { changesBetween } from './changes-between.ts'
import type { HeldAlert } from './held-alert.ts'

const SAFETY: MassArrivalAlert['safety'] = 'Lives at sea come first: this may be a rescue before it is anything else.'

export const raisedAlert = (
  alertId: string,
  content: AlertContent,
  { area, exercise }: { readonly area: Pick<WatchedArea, 'areaId'>; readonly exercise: boolean },
): MassArrivalAlert => ({
  alertId,
  version: 1,
  status: 'open',
  kind: 'mass-arrival',
  exercise,
  areaId: area.areaId,
  ...content,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  safety: SAFETY,
})

/** What a next version says. */
export type RevisedAlert = Omit<MassArrivalAlert, 'changes'>

/** The next version, which counts `members`; the same alert where nothing but its version would change. */
export const reviseAlert = (
  held: HeldAlert,
  after: RevisedAlert,
  members: readonly CountedVisit[],
): MassArrivalAlert => {
  const { alert: before } = held
  const { changes: _, ...said } = before
  if (isDeepEqual(said, after)) return before
  const craftIds = { were: countedCraftIds(held), are: new Set(members.map(({ craftId }) => craftId)) }
  return { ...after, version: before.version + 1, changes: changesBetween(before, after, craftIds) }
}

/** The listed craft or, where more are counted than are listed, those of all its visits. */
const countedCraftIds = ({ alert, visits }: HeldAlert): ReadonlySet<string> =>
  new Set((alert.craftMore === undefined ? alert.craft : visits).map(({ craftId }) => craftId))

/** Without what the next version has of its own, or has none of: what the policy states, and how much of the evidence is not listed. */
export const withoutRest = ({
  changes: _,
  counts: _counts,
  excludes: _excludes,
  law: _law,
  craftMore: _craft,
  linksMore: _links,
  evidenceOmitted: _omitted,
  ...alert
}: MassArrivalAlert): RevisedAlert => alert

export const spansOf = (members: readonly CountedVisit[]): readonly VisitSpan[] =>
  members.map(({ craftId, arrivedMs, lastMs }) => ({ craftId, arrivedMs, lastMs }))
