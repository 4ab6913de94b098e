import type { MassArrivalAlert } from '@landfall/contracts'
import type { AreaAlert } from '@landfall/mass-arrivals'
import type { SituationContent } from '../oracle/oracle-area.ts'

type Report = SituationContent['craft'][number]['conflictingReports'][number]

/** An alert without its identity, its history and the links that are one choice of many. */
export const withoutIdentity = <Alert extends AreaAlert>({
  alertId: _id,
  version: _version,
  status: _status,
  links: _links,
  linksMore: _linksMore,
  supersededBy: _by,
  reason: _reason,
  changes: _changes,
  safety: _safety,
  ...content
}: Alert) => content

/** What the oracle answers for: the alert without its identity and history, conflicts in a fixed order. */
export const contentOfAlert = (alert: MassArrivalAlert): SituationContent => {
  const content = withoutIdentity(alert)
  return {
    ...content,
    craft: content.craft.map((row) => ({ ...row, conflictingReports: row.conflictingReports.toSorted(byName) })),
  }
}

const byName = (a: Report, b: Report): number => {
  const [left, right] = [a, b].map(({ sourceId, observationId }) => `${sourceId}/${observationId}`)
  return (left ?? '') < (right ?? '') ? -1 : 1
}

/** The newest version of each alert, repeats and older ones left out, in the order they were raised. */
export const latestVersions = <Version extends AreaAlert>(log: readonly Version[]): readonly Version[] => {
  const latest = new Map<string, Version>()
  for (const alert of log) {
    if (alert.version > (latest.get(alert.alertId)?.version ?? 0)) latest.set(alert.alertId, alert)
  }
  return [...latest.values()]
}

/** Whether it is of the kind that `situationsOf` answers for. */
export const isMassArrival = (alert: AreaAlert): alert is MassArrivalAlert => alert.kind === 'mass-arrival'

/** The open mass arrivals as the oracle lists situations: by area, real before exercise, first arrival, then craftId. */
export const openContents = (log: readonly AreaAlert[], areaIds: readonly string[]): readonly SituationContent[] => {
  const key = (one: SituationContent) =>
    `${areaIds.indexOf(one.areaId)} ${one.exercise} ${one.firstArrivalAt} ${one.craft[0]?.craftId}`
  return latestVersions(log.filter(isMassArrival))
    .filter(({ status }) => status === 'open')
    .map(contentOfAlert)
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
}
