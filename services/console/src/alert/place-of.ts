import { type AlertView, alertCentre } from '@landfall/contracts'
import { formatPosition } from '../format/format-position.ts'
import { isolateText } from '../format/isolate-text.ts'

export type PlaceWords = {
  /** `9 nm ESE of North Cape`; the position where nothing near it has a name, or the service is older than names. */
  readonly text: string
  /** `34°28′S 173°13′E`: to the minute, enough to find it on a chart. */
  readonly positionText: string
  /** Of the alert as a whole, in degrees, -180 to 180. */
  readonly longitude: number
  readonly latitude: number
}

/** Where an alert is. Null for a kind that is nowhere, and while its place is not known. */
export const placeOf = (alert: AlertView): PlaceWords | null => {
  const centre = alertCentre(alert)
  if (centre === null) return null
  const positionText = formatPosition(centre.longitude, centre.latitude, 0)
  const name = alert.place?.text
  return { text: name === undefined ? positionText : isolateText(name), positionText, ...centre }
}
