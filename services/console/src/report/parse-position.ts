export type ParsedPosition =
  /** In degrees: longitude -180 to 180, latitude -90 to 90. */
  | { readonly ok: true; readonly longitude: number; readonly latitude: number }
  | { readonly ok: false; readonly reason: string }

export const POSITION_EXAMPLES = '36°59.4′S 174°18.0′E, 34 28 12 S 173 13 12 E or -34.47, 173.22'

/**
 * A position as people and Landfall itself write it: degrees and minutes, degrees, minutes and seconds, or decimal degrees with or without
 * hemispheres. Without them the latitude comes first, south and west are negative, and only decimal degrees are taken: the rest could mean two
 * places.
 */
export const parsePosition = (text: string): ParsedPosition => {
  const tokens = tokensOf(text)
  if (tokens === null) return refused(`cannot be read. Write it as ${POSITION_EXAMPLES}`)
  if (tokens.length === 0) return refused(`is missing. Write it as ${POSITION_EXAMPLES}`)
  const letters = tokens.filter((token) => typeof token === 'string')
  return letters.length === 0 ? parseDecimals(tokens as readonly Figure[]) : parseWithHemispheres(tokens, letters)
}

const refused = (reason: string) => ({ ok: false, reason }) as const

/** As written: `-34.470` knows its sign and whether it has decimals. */
type Figure = { readonly text: string; readonly value: number }
type Hemisphere = 'N' | 'S' | 'E' | 'W'
type Token = Figure | Hemisphere

const TOKEN = /([+-]?\d+(?:\.\d+)?)|([NSEW])(?![A-Z])|[\s,;°º˚′’'‘`″”“":]+|(.)/giu

/** Null where something is neither a number, nor a hemisphere, nor a sign between them. */
const tokensOf = (text: string): readonly Token[] | null => {
  const tokens: Token[] = []
  for (const [, figure, letter, strange] of text.trim().replaceAll('−', '-').matchAll(TOKEN)) {
    if (strange !== undefined) return null
    if (figure !== undefined) tokens.push({ text: figure, value: Number(figure) })
    if (letter !== undefined) tokens.push(letter.toUpperCase() as Hemisphere)
  }
  return tokens
}

const parseDecimals = (figures: readonly Figure[]): ParsedPosition => {
  const [latitude, longitude, ...more] = figures
  if (latitude === undefined || longitude === undefined)
    return refused('has one number: write latitude and longitude, as -34.47, 173.22')
  if (more.length > 0) return refused('has minutes but no hemispheres: write S or N, and E or W')
  return within(longitude.value, latitude.value)
}

const parseWithHemispheres = (tokens: readonly Token[], letters: readonly string[]): ParsedPosition => {
  const lacking = !/[NS]/.test(letters.join('')) ? 'latitude, as 36°59.4′S' : 'longitude, as 174°18.0′E'
  if (letters.length === 1 || new Set(letters.map(axisOf)).size === 1) return refused(`lacks the ${lacking}`)
  if (letters.length > 2) return refused('has more than two hemispheres: write one position')
  const angles = anglesOf(tokens)
  const isBare = angles.some(({ figures }) => figures.length === 0)
  const [first, second] = isBare ? [] : angles.map(readAngle)
  if (first === undefined || second === undefined) return refused('must have a number for each hemisphere')
  if (typeof first === 'string') return refused(first)
  if (typeof second === 'string') return refused(second)
  return first.axis === 'latitude' ? within(second.degrees, first.degrees) : within(first.degrees, second.degrees)
}

const axisOf = (letter: string): 'latitude' | 'longitude' => (/[NS]/.test(letter) ? 'latitude' : 'longitude')

type Angle = { readonly hemisphere: Hemisphere; readonly figures: readonly Figure[] }

/** The numbers of each hemisphere, whose letter stands before all of them (`S34 28`) or behind. */
const anglesOf = (tokens: readonly Token[]): readonly Angle[] => {
  const isBefore = typeof tokens[0] === 'string'
  const ordered = isBefore ? tokens.toReversed() : tokens
  const angles: Angle[] = []
  let figures: Figure[] = []
  for (const token of ordered) {
    if (typeof token !== 'string') figures.push(token)
    else {
      angles.push({ hemisphere: token, figures: isBefore ? figures.toReversed() : figures })
      figures = []
    }
  }
  return figures.length === 0 ? angles : []
}

/** An angle or, as text, why it is none. */
const readAngle = ({ hemisphere, figures }: Angle) => {
  const axis = axisOf(hemisphere)
  const [degrees, minutes, seconds, ...more] = figures
  if (degrees === undefined) return 'must have a number for each hemisphere'
  if (more.length > 0) return `has ${figures.length} numbers for the ${axis}: degrees, minutes and seconds are three`
  const signed = figures.find(({ text }) => /^[+-]/.test(text))
  if (signed !== undefined) return `${axis} ${signed.text}: has a sign and a hemisphere; write one of them`
  const broken = figures.slice(0, -1).find(({ text }) => text.includes('.'))
  if (broken !== undefined) return `${axis} ${broken.text}: only the last number of an angle may have decimals`
  if (minutes !== undefined && minutes.value >= 60) return `minutes ${minutes.text}: must be below 60`
  if (seconds !== undefined && seconds.value >= 60) return `seconds ${seconds.text}: must be below 60`
  const size = degrees.value + (minutes?.value ?? 0) / 60 + (seconds?.value ?? 0) / 3_600
  return { axis, degrees: hemisphere === 'S' || hemisphere === 'W' ? -size : size }
}

const within = (longitude: number, latitude: number): ParsedPosition => {
  if (Math.abs(latitude) > 90)
    return refused(`latitude ${shortened(latitude)}: must be from -90 to 90; the latitude comes first`)
  if (Math.abs(longitude) > 180) return refused(`longitude ${shortened(longitude)}: must be from -180 to 180`)
  return { ok: true, longitude: rounded(longitude), latitude: rounded(latitude) }
}

/** To a millionth of a degree, 11 cm. */
const rounded = (degrees: number): number => Math.round(degrees * 1_000_000) / 1_000_000 + 0
const shortened = (degrees: number): string => String(Math.round(degrees * 1_000) / 1_000)
