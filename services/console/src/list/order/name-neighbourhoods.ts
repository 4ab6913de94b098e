import type { AlertView } from '@landfall/contracts'
import { placeOf } from '../../alert/place-of.ts'
import { isolateText } from '../../format/isolate-text.ts'

/** Alerts closer than this to the oldest one of a neighbourhood are part of it: an hour or two by boat. */
export const NEIGHBOURHOOD_NM = 50

/** What kinds of alert that are nowhere have in common, and calls for help whose place is not known. */
const NOWHERE = 'No place'

type Centre = { readonly name: string; readonly longitude: number; readonly latitude: number }

/**
 * Of each alert, by its id, around which place it is. The oldest alert names its surroundings, so that a new one changes no name. A
 * group for each name of the gazetteer would be too fine: of 200 alerts along a coast most would stand alone.
 */
export const nameNeighbourhoods = (alerts: readonly AlertView[]): ReadonlyMap<string, string> => {
  const centres: Centre[] = []
  const names = new Map<string, string>()
  for (const alert of alerts.toSorted(byAge)) {
    const place = placeOf(alert)
    if (place === null) {
      names.set(alert.alertId, NOWHERE)
      continue
    }
    const { longitude, latitude, positionText } = place
    let centre = nearest(centres, place)
    if (centre === undefined) {
      const known = alert.place?.name
      centre = { name: `Around ${known === undefined ? positionText : isolateText(known)}`, longitude, latitude }
      centres.push(centre)
    }
    names.set(alert.alertId, centre.name)
  }
  return names
}

/** The id only decides between two of the same moment, so that the names do not depend on the order of what was received. */
const byAge = (a: AlertView, b: AlertView): number =>
  a.raisedAt.localeCompare(b.raisedAt) || a.alertId.localeCompare(b.alertId)

type Point = Omit<Centre, 'name'>

const nearest = (centres: readonly Centre[], point: Point): Centre | undefined => {
  let best: Centre | undefined
  let bestNm = NEIGHBOURHOOD_NM
  for (const centre of centres) {
    const apartNm = approxNm(centre, point)
    if (apartNm > bestNm) continue
    best = centre
    bestNm = apartNm
  }
  return best
}

/** In nautical miles, near enough to group by; over 180° too. */
const approxNm = (a: Point, b: Point): number => {
  const east = ((b.longitude - a.longitude + 540) % 360) - 180
  return 60 * Math.hypot(east * Math.cos((a.latitude * Math.PI) / 180), b.latitude - a.latitude)
}
