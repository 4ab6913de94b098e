import { expect, test } from 'vitest'
import { type OwnShipFormatter, parseOwnShip } from './parse-own-ship.ts'

const parse = (formatter: OwnShipFormatter, body: string) => parseOwnShip(formatter, body.split(','))
const place = { longitude: 173.051, latitude: -34.402 }

test('RMC is a place, a date and a course', () => {
  expect(parse('RMC', '093000.50,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,A,S')).toEqual({
    kind: 'fix',
    ...place,
    timeOfDayMs: 34_200_500,
    dateMs: Date.UTC(2026, 10, 23),
    speedKnots: 8,
    courseDegrees: 271.5,
  })
})

test.each<[OwnShipFormatter, string, object]>([
  ['RMC', '093000,A,3424.120,S,17303.060,E,,,310226,,', { dateMs: undefined, speedKnots: undefined }],
  ['GGA', '093000,3424.120,S,17303.060,E,1,08,1.0,12,M,30,M,,', { kind: 'fix', ...place, dateMs: undefined }],
  ['GGA', ',3424.120,S,17303.060,E,2,08', { kind: 'fix', ...place, timeOfDayMs: undefined }],
  ['HDT', '274.07,T', { kind: 'heading', headingDegrees: 274.07 }],
  ['THS', '274.07,A', { kind: 'heading', headingDegrees: 274.07 }],
])('%s,%s', (formatter, body, expected) => {
  expect(parse(formatter, body)).toMatchObject(expected)
})

// What is void, simulated, typed in or dead reckoning would put every target of the radar in a wrong place.
test.each<[OwnShipFormatter, string]>([
  ['RMC', '093000,V,3424.120,S,17303.060,E,8.0,271.5,231126,,,N'],
  ['RMC', '093000,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,S'],
  ['RMC', '093000,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,E'],
  ['RMC', '093000,A,,,,,8.0,271.5,231126,,,A'],
  ['RMC', '0930,A,3424.120,S,17303.060,E,8.0,271.5,231126,,,A'],
  ['RMC', '093000,A,3424.120,S,17303.060,E,x,271.5,231126,,,A'],
  ['RMC', '093000,A,8500.001,N,17303.060,E,8.0,271.5,231126,,,A'],
  ['RMC', ''],
  ['GGA', '093000,3424.120,S,17303.060,E,0,00,,,M,,M,,'],
  ['GGA', '093000,3424.120,S,17303.060,E,8,08,,,M,,M,,'],
  ['GGA', '093000,,,,,1,08'],
  ['HDT', ',T'],
  ['HDT', '274.07,M'],
  ['HDT', '360.5,T'],
  ['THS', '274.07,V'],
  ['THS', '274.07,S'],
])('%s,%s says nothing', (formatter, body) => {
  expect(parse(formatter, body)).toBeUndefined()
})
