import { describe, expect, test } from 'vitest'
import { parseTarget } from './parse-target.ts'

const ttm = (body: string) => parseTarget('TTM', body.split(','))
const tll = (body: string) => parseTarget('TLL', body.split(','))

describe('TTM', () => {
  test('is a range and bearing of a numbered target', () => {
    expect(ttm('07,12.00,045.0,T,10.5,270.0,T,1.20,-8.5,N,BLUE BOAT,T,R,093000.25,A')).toEqual({
      status: 'tracked',
      number: 7,
      place: { kind: 'relative', rangeMetres: 22_224, bearingDegrees: 45, isTrue: true },
      speedKnots: 10.5,
      courseDegrees: 270,
      name: 'BLUE BOAT',
      timeOfDayMs: 34_200_250,
    })
  })

  // 1 nm is 1,852 m, 1 statute mile 1,609.344 m; speeds are in the same unit an hour.
  test.each([
    ['K', { rangeMetres: 10_000 }, 10.8], // 20 / 1.852 = 10.799
    ['N', { rangeMetres: 18_520 }, 20],
    ['S', { rangeMetres: 16_093.44 }, 17.38], // 20 × 1.609344 / 1.852 = 17.380
  ])('in unit %s', (unit, place, speedKnots) => {
    expect(ttm(`1,10.0,0,T,20,0,T,,,${unit},,T`)).toMatchObject({ place, speedKnots })
  })

  test.each([
    ['without the fields of later editions', '02,1.43,170.5,T,0.16,264.4,T,1.42,36.9,N,,T'],
    ['with fields that no edition has yet', '02,1.43,170.5,T,0.16,264.4,T,1.42,36.9,N,,T,,,M,x,y'],
    ['padded with spaces', ' 2, 1.43,170.5,T, 0.16,264.4,T, 1.42,36.9,N, ,T'],
  ])('is read %s', (_, body) => {
    expect(ttm(body)).toMatchObject({ number: 2, status: 'tracked', name: undefined, timeOfDayMs: undefined })
  })

  test('has no motion of its own where that is relative to own ship, or not given', () => {
    for (const motion of ['10.5,270.0,R', '10.5,270.0,', ',,T', ',,'])
      expect(ttm(`1,2,3,T,${motion},,,N,,T`)).toMatchObject({ speedKnots: undefined, courseDegrees: undefined })
  })

  test('lost or being acquired needs nothing but its number', () => {
    expect(ttm('12,,,,,,,,,,,L,,,')).toEqual({ status: 'lost', number: 12 })
    expect(ttm('02,3.55,297.3,T,,,T,0.13,,N,,Q,,,M')).toEqual({ status: 'acquiring', number: 2 })
    expect(tll('99,,,,,,,L,')).toEqual({ status: 'lost', number: 99 })
  })

  test.each([
    ['target-number-invalid', ',1,2,T,,,T,,,N,,T'],
    ['target-number-invalid', '12345,1,2,T,,,T,,,N,,T'],
    ['target-number-invalid', '-1,1,2,T,,,T,,,N,,L'],
    ['target-number-invalid', ''],
    ['target-status-unknown', '1,1,2,T,,,T,,,N,,'],
    ['target-status-unknown', '1,1,2,T,,,T,,,N,,b'],
    ['target-status-unknown', '1,1,2,T,,,T,,,N'],
    ['target-unit-unknown', '1,1,2,T,,,T,,,,,T'],
    ['target-unit-unknown', '1,1,2,T,,,T,,,M,,T'],
    ['target-unit-unknown', '1,1,2,T,,,T,,,constructor,,T'],
    ['target-range-invalid', '1,,2,T,,,T,,,N,,T'],
    ['target-range-invalid', '1,-1,2,T,,,T,,,N,,T'],
    ['target-range-invalid', '1,100.1,2,T,,,T,,,N,,T'],
    ['target-range-invalid', '1,1e1,2,T,,,T,,,N,,T'],
    ['target-bearing-invalid', '1,1,,T,,,T,,,N,,T'],
    ['target-bearing-invalid', '1,1,360.1,T,,,T,,,N,,T'],
    ['target-bearing-invalid', '1,1,2,,,,T,,,N,,T'],
    ['target-bearing-invalid', '1,1,2,M,,,T,,,N,,T'],
    ['target-motion-invalid', '1,1,2,T,1001,,T,,,N,,T'],
    ['target-motion-invalid', '1,1,2,T,x,,T,,,N,,T'],
    ['target-motion-invalid', '1,1,2,T,1,361,T,,,N,,T'],
    ['target-time-invalid', '1,1,2,T,,,T,,,N,,T,,240000,A'],
    ['target-time-invalid', '1,1,2,T,,,T,,,N,,T,,0930,A'],
  ])('%s: %s', (reason, body) => {
    expect(ttm(body)).toBe(reason)
  })
})

describe('TLL', () => {
  // 34 + 24.120 / 60 = 34.402; 173 + 3.060 / 60 = 173.051.
  test.each([
    ['3424.120,S,17303.060,E', -34.402, 173.051],
    ['3424.120,N,17303.060,W', 34.402, -173.051],
    ['0000.00,S,00000.00,W', 0, 0],
    ['9000.0,N,18000.0,E', 90, 180],
  ])('%s', (place, latitude, longitude) => {
    expect(tll(`07,${place},BLUE BOAT,093000,T,`)).toEqual({
      status: 'tracked',
      number: 7,
      place: { kind: 'absolute', longitude, latitude },
      speedKnots: undefined,
      courseDegrees: undefined,
      name: 'BLUE BOAT',
      timeOfDayMs: 34_200_000,
    })
  })

  test('without a status is tracked, since it has a place', () => {
    expect(tll('07,3424.120,S,17303.060,E')).toMatchObject({ status: 'tracked', number: 7 })
  })

  test.each([
    // The place of the cursor, which some radars send in the same form.
    ['target-number-invalid', ',3647.422,N,01432.592,E,,,,'],
    ['target-place-invalid', '1,,,,,,,T,'],
    ['target-place-invalid', '1,3460.000,S,17303.060,E,,,T,'],
    ['target-place-invalid', '1,9000.001,S,17303.060,E,,,T,'],
    ['target-place-invalid', '1,3424.120,S,18000.001,E,,,T,'],
    ['target-place-invalid', '1,3424.120,,17303.060,E,,,T,'],
    ['target-place-invalid', '1,3424.120,NS,17303.060,E,,,T,'],
    ['target-place-invalid', '1,-34.402,S,173.051,E,,,T,'],
    ['target-time-invalid', '1,3424.120,S,17303.060,E,,9:30,T,'],
    ['target-status-unknown', '1,3424.120,S,17303.060,E,,,X,'],
  ])('%s: %s', (reason, body) => {
    expect(tll(body)).toBe(reason)
  })
})
