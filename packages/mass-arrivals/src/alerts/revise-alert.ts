import { isDeepEqual } from '../groups/is-deep-equal.ts'
import type { CountedVisit, VisitSpan } from '../situations/counted-visit.ts'
import type { WatchedArea } from '../watched-area.ts'
import type { AlertKindRules } from './alert-kind-rules.ts'
import type { AreaAlert, RevisedAlert, SituationContent } from './area-alert.ts'
import type { HeldAlert } from './held-alert.ts'

const SAFETY: AreaAlert['safety'] = 'Lives at sea come first: this may be a rescue before it is anything else.'

export const raisedAlert = (
  alertId: string,
  content: SituationContent,
  {
    area,
    exercise,
    rules,
  }: {
    readonly area: Pick<WatchedArea, 'areaId'>
    readonly exercise: boolean
    readonly rules: Pick<AlertKindRules, 'kind'>
  },
): AreaAlert =>
  ({
    alertId,
    version: 1,
    status: 'open',
    kind: rules.kind,
    exercise,
    areaId: area.areaId,
    ...content,
    supersededBy: null,
    reason: null,
    changes: ['raised'],
    safety: SAFETY,
  }) as AreaAlert

/** The next version, which counts `members`; the same alert where nothing but its version would change. */
export const reviseAlert = (
  held: HeldAlert,
  after: RevisedAlert,
  members: readonly CountedVisit[],
  { changesBetween }: Pick<AlertKindRules, 'changesBetween'>,
): AreaAlert => {
  const { alert: before } = held
  const { changes: _, ...said } = before
  if (isDeepEqual(said, after)) return before
  return { ...after, version: before.version + 1, changes: changesBetween(held, after, members) } as AreaAlert
}

/** The listed craft or, where more are counted than are listed, those of all its visits. */
export const countedCraftIds = ({ alert, visits }: HeldAlert): ReadonlySet<string> =>
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
}: AreaAlert): RevisedAlert => alert as RevisedAlert

export const spansOf = (members: readonly CountedVisit[]): readonly VisitSpan[] =>
  members.map(({ craftId, arrivedMs, lastMs, isApproach }) => ({
    craftId,
    arrivedMs,
    lastMs,
    ...(isApproach && { isApproach }),
  }))
