import { z } from 'zod'

/** The sixteen points of the compass, clockwise from north. */
export const CompassPoint = z.enum([
  'N',
  'NNE',
  'NE',
  'ENE',
  'E',
  'ESE',
  'SE',
  'SSE',
  'S',
  'SSW',
  'SW',
  'WSW',
  'W',
  'WNW',
  'NW',
  'NNW',
])
export type CompassPoint = z.infer<typeof CompassPoint>

/** Where an alert is, by a name of the gazetteer: what a person says on the radio. */
export const AlertPlace = z.object({
  /** `9 nm ESE of North Cape`, or `at North Cape` within half a nautical mile. */
  text: z.string(),
  /** Of the gazetteer. */
  name: z.string(),
  /** From the named place to the alert, along a great circle. */
  distanceMetres: z.number().nonnegative(),
  /** The same way; null where the text says `at`. */
  direction: CompassPoint.nullable(),
  /** Of the alert's centre, in degrees, -180 to 180. */
  longitude: z.number(),
  latitude: z.number(),
})
export type AlertPlace = Readonly<z.infer<typeof AlertPlace>>

/** What a name adds to the place that a call for help has anyway. */
export const NamedPlace = AlertPlace.omit({ longitude: true, latitude: true }).partial()
