import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatPosition } from '../format/format-position.ts'
import { parsePosition } from './parse-position.ts'

test.each<readonly [string, latitude: number, longitude: number]>([
  ["36°59.4'S 174 18.0E", -36.99, 174.3],
  ['34°28.2′S 173°13.2′E', -34.47, 173.22],
  ['34°28′S 173°13′E', -34.466667, 173.216667],
  ['34 28 12 S, 173 13 12 E', -34.47, 173.22],
  ['34°28′12″S 173°13′12″E', -34.47, 173.22],
  ['34°28’12”S, 173°13’12”E', -34.47, 173.22],
  ['S34 28.2 E173 13.2', -34.47, 173.22],
  ['S 34 28 12 E 173 13 12', -34.47, 173.22],
  ['e173 13.2 s34 28.2', -34.47, 173.22],
  ['173 13.2 E 34 28.2 S', -34.47, 173.22],
  ['-34.47, 173.22', -34.47, 173.22],
  ['-34.47 173.22', -34.47, 173.22],
  ['−34.47; 173.22', -34.47, 173.22],
  ['34.402°S 173.051°E', -34.402, 173.051],
  ['34.402S173.051E', -34.402, 173.051],
  ['44 S 176 30 W', -44, -176.5],
  ['  -90,-180 ', -90, -180],
  ['0N 0E', 0, 0],
])('%j is %d, %d', (text, latitude, longitude) =>
  expect(parsePosition(text)).toEqual({ ok: true, longitude, latitude }),
)

test.each([
  ['', 'is missing'],
  ['North Cape', 'cannot be read'],
  ['34 28 12', 'has minutes but no hemispheres: write S or N, and E or W'],
  ['34 28.2 173 13.2', 'has minutes but no hemispheres'],
  ['-34,47 173,22', 'has minutes but no hemispheres'],
  ['-34.47', 'has one number: write latitude and longitude'],
  ["36°59.4'S", 'lacks the longitude, as 174°18.0′E'],
  ['174°18.0′E', 'lacks the latitude, as 36°59.4′S'],
  ['34 S 35 S', 'lacks the longitude'],
  ['34 60 S 173 E', 'minutes 60: must be below 60'],
  ['34 28 60.0 S 173 E', 'seconds 60.0: must be below 60'],
  ['34 28 12 1 S 173 E', 'has 4 numbers for the latitude'],
  ['34.5 28 S 173 E', 'latitude 34.5: only the last number of an angle may have decimals'],
  ['-34 S 173 E', 'latitude -34: has a sign and a hemisphere'],
  ['91 S 173 E', 'latitude -91: must be from -90 to 90'],
  ['174.3, -36.99', 'latitude 174.3: must be from -90 to 90; the latitude comes first'],
  ['36 59.4 S 181 E', 'longitude 181: must be from -180 to 180'],
  ['90 00.1 S 173 E', 'latitude -90.002: must be'],
  ['S E 34 173', 'must have a number for each hemisphere'],
  ['34 S 173 E 5', 'must have a number for each hemisphere'],
  ['34 S 173 E 35 S 174 E', 'has more than two hemispheres'],
])('%j %s', (text, reason) => {
  const parsed = parsePosition(text)
  expect(parsed).toMatchObject({ ok: false, reason: expect.stringContaining(reason) })
})

const latitudes = fc.double({ min: -90, max: 90, noNaN: true })
const longitudes = fc.double({ min: -179.999, max: 179.999, noNaN: true })

test('what Landfall writes is read back to the last digit that was written', () => {
  const HALF_A_TENTH_OF_A_MINUTE = 0.05 / 60 + 1e-6
  fc.assert(
    fc.property(longitudes, latitudes, (longitude, latitude) => {
      const parsed = parsePosition(formatPosition(longitude, latitude))
      if (!parsed.ok) throw new Error(parsed.reason)
      expect(Math.abs(parsed.latitude - latitude)).toBeLessThanOrEqual(HALF_A_TENTH_OF_A_MINUTE)
      expect(Math.abs(parsed.longitude - longitude)).toBeLessThanOrEqual(HALF_A_TENTH_OF_A_MINUTE)
    }),
  )
})

test('any text is a position within the limits or a reason, and never a throw', () => {
  const pieces = fc.constantFrom('1', '34', '60', '173', '.', '°', '′', '″', ' ', ',', '-', 'S', 'N', 'E', 'W', 'x')
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 24 }), (given) => {
      const parsed = parsePosition(given.join(''))
      if (parsed.ok) expect(Math.abs(parsed.latitude) <= 90 && Math.abs(parsed.longitude) <= 180).toBe(true)
      else expect(parsed.reason).not.toBe('')
    }),
    { numRuns: 500 },
  )
})
