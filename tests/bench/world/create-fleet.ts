import type { WorldArea } from './write-world-areas.ts'

/** The positions that one station has heard since its last request. */
export type StationRequest = {
  /** NDJSON, one position a line; times and places are written over for each round. */
  readonly body: Buffer
  readonly timesAt: Uint32Array
  /** Where the last digits of longitudes and latitudes stand. */
  readonly digitsAt: Uint32Array
  round: number
}

/** What a station sends at once: at 5,000 a second the 40 stations of the fleet send one such request a second each. */
export const REQUEST_RECORDS = 125
const STATIONS = 40
const INSIDE_SHARE = 0.11
/** Digits of a degree that change from round to round: some 1 km. */
const MOVING_DIGITS = 3
const DIGITS = Array.from({ length: 10 ** MOVING_DIGITS }, (_, n) => String(n).padStart(MOVING_DIGITS, '0'))
const TIME_LENGTH = 24
const STEP = 7
const MMSI_FIRST = 200_000_000

/**
 * So many craft, one position each in every round of requests, encoded once: the sender must not cost what it measures. A tenth
 * of the craft are inside an area, the others in the waters about it.
 */
export const createFleet = (craft: number, areas: readonly WorldArea[]): readonly StationRequest[] =>
  Array.from({ length: Math.ceil(craft / REQUEST_RECORDS) }, (_, index) => {
    const area = areas[index % areas.length] as WorldArea
    const source = { id: `station-${index % STATIONS}`, kind: 'ais' }
    const lines = Array.from({ length: REQUEST_RECORDS }, (__, line) => {
      const n = index * REQUEST_RECORDS + line
      const { longitude, latitude } = line < REQUEST_RECORDS * INSIDE_SHARE ? area.inside() : area.outside()
      const place = `"longitude":${longitude.toFixed(5)},"latitude":${latitude.toFixed(5)}`
      const head = `{"type":"position","craftId":"${craftIdOf(n)}","observedAt":"${'0'.repeat(TIME_LENGTH)}"`
      return `${head},"source":${JSON.stringify(source)},${place},"speedKnots":${n % 20}.5,"courseDegrees":${n % 360}.5}\n`
    })
    return { ...places(lines), round: index }
  })

export const craftIdOf = (n: number): string => `mmsi:${MMSI_FIRST + n}`

const places = (lines: readonly string[]): Omit<StationRequest, 'round'> => {
  const timesAt = new Uint32Array(lines.length)
  const digitsAt = new Uint32Array(2 * lines.length)
  let from = 0
  for (const [index, line] of lines.entries()) {
    timesAt[index] = from + line.indexOf('"observedAt":"') + '"observedAt":"'.length
    digitsAt[2 * index] = from + line.indexOf(',"latitude"') - MOVING_DIGITS
    digitsAt[2 * index + 1] = from + line.indexOf(',"speedKnots"') - MOVING_DIGITS
    from += line.length
  }
  return { body: Buffer.from(lines.join(''), 'latin1'), timesAt, digitsAt }
}

/** The next round: all positions as of `time` (24 characters), a little further on. */
export const nextRound = (request: StationRequest, time: string): Buffer => {
  const { body, timesAt, digitsAt } = request
  request.round += 1
  for (const at of timesAt) body.write(time, at, 'latin1')
  for (const [index, at] of digitsAt.entries())
    body.write(DIGITS[(request.round * STEP + index) % DIGITS.length] ?? '', at, 'latin1')
  return body
}
