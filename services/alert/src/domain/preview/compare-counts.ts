import { isInboundGroup, type PreviewedAlert, type ReportPreview } from '@landfall/contracts'
import type { AreaAlert, Recounted } from '@landfall/mass-arrivals'

export type Counted = { readonly recounted: Recounted; readonly refused: number }

type Known = Extract<ReportPreview, { readonly outcome: 'known' }>

export const unknownPreview = (reason: string): ReportPreview => ({ outcome: 'unknown', reason })

/** What changes between two counts. `isRelevant`: whether the report can concern an alert, which must then be what its evidence leads to. */
export const compareCounts = (
  alerts: readonly AreaAlert[],
  isRelevant: (alert: AreaAlert) => boolean,
  before: Counted,
  after: Counted,
): ReportPreview => {
  if (after.refused > before.refused) return unknownPreview('the report would be refused: it is too old')
  const stated = new Map(alerts.map((alert) => [alert.alertId, alert]))
  const found = [...new Set([...stated.keys(), ...idsOf(after)])].map((alertId) => {
    const alert = stated.get(alertId)
    return {
      alertId,
      mustBeKnown: alert !== undefined && isRelevant(alert),
      stated: alert === undefined ? null : gistOf(alert),
      recounted: openGist(before, alertId),
      after: openGist(after, alertId),
    }
  })
  const changed = found.filter(({ recounted, after: next }) => !isSame(recounted, next))
  const doubtful = found.find((one) => (one.mustBeKnown || changed.includes(one)) && !isSame(one.stated, one.recounted))
  if (doubtful !== undefined)
    return unknownPreview(
      `what ${doubtful.alertId} lists does not lead to its numbers, so more is known of it elsewhere`,
    )
  const effects: Known['effects'] = changed.map(({ alertId, stated: says, after: next }) => ({
    alertId: says === null ? null : alertId,
    before: says,
    after: next,
  }))
  return { outcome: 'known', effects }
}

const idsOf = ({ recounted: { alerts, inbound } }: Counted): readonly string[] => [...alerts.keys(), ...inbound.keys()]

const openGist = ({ recounted: { alerts, inbound } }: Counted, alertId: string): PreviewedAlert | null => {
  const alert = alerts.get(alertId)?.alert ?? inbound.get(alertId)?.alert
  return alert === undefined || alert.status !== 'open' ? null : gistOf(alert)
}

const gistOf = (alert: AreaAlert): PreviewedAlert => {
  const { kind, severity, unauthorised, craft, craftMore = 0 } = alert
  const { min, likely, max, openEnded } = unauthorised
  return {
    ...{ kind, severity },
    unauthorised: { min, likely, max, openEnded },
    craft: craft.length + craftMore,
    eta: isInboundGroup(alert) && alert.eta !== null ? etaOf(alert.eta) : null,
  }
}

const etaOf = ({ earliest, likely, latest }: NonNullable<PreviewedAlert['eta']>) => ({ earliest, likely, latest })

/** Gists have their fields in one order. */
const isSame = (a: PreviewedAlert | null, b: PreviewedAlert | null): boolean => JSON.stringify(a) === JSON.stringify(b)
