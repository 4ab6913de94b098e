import type { MassArrivalAlert } from '@landfall/contracts'
import type { ExpectedAlert, ExpectedGist } from '@landfall/simulator'

/** The part of an alert that a scenario predicts, as the alert service or the oracle returns it. */
export type ComparedAlert = Pick<
  MassArrivalAlert,
  'severity' | 'certainty' | 'unauthorised' | 'limbs' | 'firstArrivalAt' | 'lastArrivalAt' | 'craft'
>

/** An alert in the words of a scenario's expectation, so that the two can be compared whole. */
export const asExpectedAlert = (alert: ComparedAlert): ExpectedAlert => ({
  severity: alert.severity,
  certainty: alert.certainty,
  unauthorised: alert.unauthorised,
  limbs: {
    sameCraft: asLimb(alert.limbs.sameCraft),
    sameTime: asLimb(alert.limbs.sameTime),
    samePeriod: asLimb(alert.limbs.samePeriod),
  },
  firstArrivalAt: alert.firstArrivalAt,
  lastArrivalAt: alert.lastArrivalAt,
  craft: alert.craft.map(({ craftId, arrivedAt, longitude, latitude, unauthorised, conflictingReports }) => ({
    craftId,
    arrivedAt,
    longitude,
    latitude,
    unauthorised,
    conflicting: conflictingReports.map(({ observationId }) => observationId),
  })),
})

type Limb = ComparedAlert['limbs']['sameCraft']
type Sum = Limb['min']

const asLimb = ({ exceeds, min, likely, max }: Limb) => ({
  exceeds,
  min: asSum(min),
  likely: asSum(likely),
  max: asSum(max),
})
const asSum = ({ persons, from, to }: Sum) => ({ persons, from: from ?? '', to: to ?? '' })

/** The alerts of a picture, each known by the craft that the scenario names, in the order of the picture. */
export const asGists = (
  alerts: readonly ComparedAlert[],
  picture: readonly ExpectedGist[],
): readonly ExpectedGist[] => {
  const named = picture.map(({ craftId }) => craftId)
  const gists = alerts.map(({ severity, unauthorised, craft }): ExpectedGist => {
    const known = craft.find(({ craftId }) => named.includes(craftId)) ?? craft[0]
    return { craftId: known?.craftId ?? '', severity, unauthorised }
  })
  return gists.toSorted((a, b) => named.indexOf(a.craftId) - named.indexOf(b.craftId))
}
