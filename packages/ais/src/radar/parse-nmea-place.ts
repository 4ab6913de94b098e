import type { LonLat } from '@landfall/geo'

const LATITUDE = /^(\d{2})([0-5]\d(?:\.\d{1,8})?)$/
const LONGITUDE = /^(\d{3})([0-5]\d(?:\.\d{1,8})?)$/
// A ten-millionth of a degree is a centimetre; more digits would be those of the arithmetic.
const UNITS_PER_DEGREE = 10_000_000

/** The place of four fields, `llll.ll,N,yyyyy.yy,E`: degrees and minutes; undefined where they are none. */
export const parseNmeaPlace = (fields: readonly string[]): LonLat | undefined => {
  const [latitudeText = '', northOrSouth = '', longitudeText = '', eastOrWest = ''] = fields
  const latitude = degreesOf(LATITUDE.exec(latitudeText), sideOf(northOrSouth, 'N', 'S'), 90)
  const longitude = degreesOf(LONGITUDE.exec(longitudeText), sideOf(eastOrWest, 'E', 'W'), 180)
  return latitude === undefined || longitude === undefined ? undefined : { longitude, latitude }
}

const sideOf = (field: string, positive: string, negative: string): 1 | -1 | undefined => {
  if (field === positive) return 1
  return field === negative ? -1 : undefined
}

const degreesOf = (parts: RegExpExecArray | null, side: 1 | -1 | undefined, most: number): number | undefined => {
  const [, whole, minutes] = parts ?? []
  if (whole === undefined || minutes === undefined || side === undefined) return undefined
  const degrees = Number(whole) + Number(minutes) / 60
  return degrees > most ? undefined : roundDegrees(side * degrees)
}

export const roundDegrees = (degrees: number): number => {
  const rounded = Math.round(degrees * UNITS_PER_DEGREE) / UNITS_PER_DEGREE
  return rounded === 0 ? 0 : rounded // Never −0.
}
