import { HOUR_MS } from '../../rules.ts'
import type { PlaceAndTime } from '../craft-state.ts'
import { startOfDayMs } from './start-of-day-ms.ts'

/** What is folded of a position. */
export type PlainPosition = PlaceAndTime & { readonly craftId: string; readonly exercise: boolean }

/** Of a craft and of a source. */
export const ID_CHARACTERS_MAX = 64

/**
 * Reads a position as ingest writes it, from the bytes of the log: canonical JSON in printable ASCII with numbers of up to 15 digits
 * and no exponent, a derived `observationId` last, keyed by its craft. In less than half the time of JSON.parse, and to the same
 * values; undefined for anything else, however slightly different, which JSON.parse then reads. A property test compares the two.
 */
export const readPlainPosition = (value: Uint8Array, craftId: string): PlainPosition | undefined => {
  if (text.view.buffer !== value.buffer) {
    text.bytes = new Uint8Array(value.buffer)
    text.view = new DataView(value.buffer)
  }
  text.at = value.byteOffset
  text.end = value.byteOffset + value.length
  text.isPlain = true
  const found = readFields(craftId)
  return found !== undefined && text.isPlain && text.at === text.end ? found : undefined
}

type Text = { bytes: Uint8Array; view: DataView; at: number; end: number; isPlain: boolean }

/**
 * Where reading has come to. One for all, since a position is read in one go: an object for each would cost more than it holds. The bytes
 * are those of the whole fetch; what lies beyond `end` may be looked at, and is then not the end that it should be.
 */
const text: Text = { bytes: new Uint8Array(), view: new DataView(new ArrayBuffer()), at: 0, end: 0, isPlain: true }

type Literal = { readonly length: number; readonly words: Int32Array }

/** To be compared four bytes at a time; the last word ends where the literal does, and may begin in the one before it. */
const literal = (characters: string): Literal => {
  const { buffer, byteOffset, length } = new TextEncoder().encode(characters)
  const view = new DataView(buffer, byteOffset)
  const words = new Int32Array(Math.ceil(length / 4))
  return { length, words: words.map((_, index) => view.getInt32(Math.min(4 * index, length - 4))) }
}

const ACCURACY = literal('"accuracyMetres":')
const COURSE = literal('"courseDegrees":')
const CRAFT_ID = literal('"craftId":"')
const EXERCISE = literal(',"exercise":true')
const NO_EXERCISE = literal(',"exercise":false')
const HEADING = literal(',"headingDegrees":')
const LATITUDE = literal(',"latitude":')
const LONGITUDE = literal(',"longitude":')
const OBSERVATION_ID = literal(',"observationId":"')
const OBSERVED_AT = literal(',"observedAt":"')
const SOURCE_ID = literal(',"source":{"id":"')
const SOURCE_KIND = literal(',"kind":"')
const SPEED = literal('},"speedKnots":')
const NO_SPEED = literal('},"type":"position"')
const TYPE = literal(',"type":"position"')
const [OPEN, CLOSE, COMMA] = [0x7b, 0x7d, 0x2c]

const readFields = (craftId: string): PlainPosition | undefined => {
  if (!skipByte(OPEN)) return undefined
  const accuracyMetres = skip(ACCURACY) ? readNumber() : undefined
  if (accuracyMetres !== undefined && !skipByte(COMMA)) return undefined
  const courseDegrees = skip(COURSE) ? readNumber() : undefined
  if (courseDegrees !== undefined && !skipByte(COMMA)) return undefined
  if (!skip(CRAFT_ID) || !skipCraftId(craftId)) return undefined
  const exercise = skip(EXERCISE)
  if (!exercise && !skip(NO_EXERCISE)) return undefined
  if (skip(HEADING)) readNumber()
  if (!skip(LATITUDE)) return undefined
  const latitude = readNumber()
  if (!skip(LONGITUDE)) return undefined
  const longitude = readNumber()
  const hasGivenId = skip(OBSERVATION_ID)
  if (hasGivenId) skipString()
  if (!skip(OBSERVED_AT)) return undefined
  const atMs = readTimeMs()
  if (!skip(SOURCE_ID)) return undefined
  skipSourceId()
  if (!skip(SOURCE_KIND)) return undefined
  skipString()
  const speedKnots = skip(SPEED) ? readNumber() : undefined
  if (!skip(speedKnots === undefined ? NO_SPEED : TYPE)) return undefined
  if (!hasGivenId && skip(OBSERVATION_ID)) skipString()
  const isOnEarth = Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90
  if (!skipByte(CLOSE) || !isOnEarth) return undefined
  return { craftId, exercise, longitude, latitude, atMs, accuracyMetres, speedKnots, courseDegrees }
}

const skip = ({ length, words }: Literal): boolean => {
  const { view, at } = text
  const end = at + length
  if (end > text.end) return false
  const last = words.length - 1
  for (let index = 0; index < last; index += 1) if (view.getInt32(at + 4 * index) !== words[index]) return false
  if (view.getInt32(end - 4) !== words[last]) return false
  text.at = end
  return true
}

const skipByte = (byte: number): boolean => text.bytes[text.at++] === byte

const [QUOTE, BACKSLASH, SPACE, TILDE] = [0x22, 0x5c, 0x20, 0x7e]

/** Past the closing quote; returns where that stands. */
const skipString = (): number => {
  const { bytes } = text
  let { at } = text
  let byte = bytes[at] ?? 0
  while (byte !== QUOTE && byte !== BACKSLASH && byte >= SPACE && byte <= TILDE) {
    at += 1
    byte = bytes[at] ?? 0
  }
  if (byte !== QUOTE) text.isPlain = false
  text.at = at + 1
  return at
}

const skipCraftId = (craftId: string): boolean => {
  const { bytes, at } = text
  for (let index = 0; index < craftId.length; index += 1)
    if (bytes[at + index] !== craftId.charCodeAt(index)) return false
  return skipString() - at === craftId.length && craftId.length <= ID_CHARACTERS_MAX
}

const skipSourceId = (): void => {
  const from = text.at
  if (skipString() - from > ID_CHARACTERS_MAX) text.isPlain = false
}

/** As many digits are exact as an integer, as is the power of ten that divides them: the quotient is rounded once, as JSON.parse does. */
const DIGITS_MAX = 15
const POWERS_OF_TEN = Array.from({ length: DIGITS_MAX + 1 }, (_, exponent) => 10 ** exponent)
const [MINUS, POINT, ZERO] = [0x2d, 0x2e, 0x30]

const readNumber = (): number => {
  const { bytes } = text
  const isNegative = bytes[text.at] === MINUS
  const from = isNegative ? text.at + 1 : text.at
  let at = from
  let digits = 0
  let pointAt = -1
  let value = 0
  for (; ; at += 1) {
    const byte = bytes[at] ?? 0
    const digit = byte - ZERO
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit
      digits += 1
    } else if (byte === POINT && pointAt < 0) pointAt = at
    else break
  }
  const whole = pointAt < 0 ? digits : pointAt - from
  const decimals = digits - whole
  const hasLeadingZero = whole > 1 && bytes[from] === ZERO
  if (whole === 0 || (pointAt >= 0 && decimals === 0) || hasLeadingZero || digits > DIGITS_MAX) text.isPlain = false
  text.at = at
  const size = decimals === 0 ? value : value / (POWERS_OF_TEN[decimals] ?? Number.NaN)
  return isNegative ? -size : size
}

const [DASH, T, COLON, Z] = [0x2d, 0x54, 0x3a, 0x5a]

/** `2026-11-23T09:30:00.000Z`, past the closing quote. */
const readTimeMs = (): number => {
  const { bytes, at } = text
  text.at = at + 25
  const hour = twoDigits(at + 11)
  const minute = twoDigits(at + 14)
  const second = twoDigits(at + 17)
  const millisecond = twoDigits(at + 20) * 10 + digit(at + 22)
  const isTime =
    bytes[at + 4] === DASH &&
    bytes[at + 7] === DASH &&
    bytes[at + 10] === T &&
    bytes[at + 13] === COLON &&
    bytes[at + 16] === COLON &&
    bytes[at + 19] === POINT &&
    bytes[at + 23] === Z &&
    bytes[at + 24] === QUOTE &&
    hour <= 23 &&
    minute <= 59 &&
    second <= 59
  const date = (twoDigits(at) * 100 + twoDigits(at + 2)) * 10_000 + twoDigits(at + 5) * 100 + twoDigits(at + 8)
  const timeMs = startOfDayMs(date) + hour * HOUR_MS + minute * 60_000 + second * 1_000 + millisecond
  if (!isTime || Number.isNaN(timeMs)) text.isPlain = false
  return timeMs
}

/** NaN where it is none. */
const digit = (at: number): number => {
  const value = (text.bytes[at] ?? 0) - ZERO
  return value >= 0 && value <= 9 ? value : Number.NaN
}

const twoDigits = (at: number): number => digit(at) * 10 + digit(at + 1)
