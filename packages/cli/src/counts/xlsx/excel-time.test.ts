import { describe, expect, test } from 'vitest'
import { type DateStyle, dateStyleOf, excelTime } from './excel-time.ts'

describe('a serial number as a time', () => {
  // By hand: 1970-01-01 is day 25,569 of 1900 and 24,107 of 1904, and 2026-11-23 is 20,780 days later.
  test.each<readonly [serial: number, style: DateStyle, is1904: boolean, text: string | null]>([
    [25_569, 'date-time', false, '1970-01-01T00:00:00'],
    [24_107, 'date-time', true, '1970-01-01T00:00:00'],
    [46_349, 'date', false, '2026-11-23'],
    [44_887, 'date', true, '2026-11-23'],
    [46_349, 'date-time', false, '2026-11-23T00:00:00'],
    [46_349.395833333336, 'date-time', false, '2026-11-23T09:30:00'],
    [46_349.430555555555, 'date', false, '2026-11-23T10:20:00'],
    [46_349 + 20 / 24 + 1 / 86_400, 'date-time', false, '2026-11-23T20:00:01'],
    [46_349.39583333 + 0.000_000_005_8, 'date-time', false, '2026-11-23T09:30:00.000'],
    [0.395833333333333, 'time', false, '09:30:00'],
    [0.999988425925926, 'time', true, '23:59:59'],
    [61, 'date', false, '1900-03-01'],
    [60, 'date', false, null], // The 29 February 1900 that Excel has.
    [0, 'date', false, null],
    [-1, 'date', false, null],
    [2_958_465, 'date', false, '9999-12-31'],
    [2_958_466, 'date', false, null],
    [Number.NaN, 'date', false, null],
  ])('%d as %s, 1904 %s: %s', (serial, style, is1904, text) => {
    expect(excelTime(serial, style, is1904)?.replace(/\.000$/, '') ?? null).toBe(text?.replace(/\.000$/, '') ?? null)
  })
})

describe('what a number format shows', () => {
  test.each<readonly [id: number, code: string | undefined, style: DateStyle | null]>([
    [0, undefined, null],
    [2, undefined, null],
    [14, undefined, 'date'],
    [20, undefined, 'time'],
    [22, undefined, 'date-time'],
    [31, undefined, 'date'],
    [49, undefined, null],
    [164, 'yyyy\\-mm\\-dd hh:mm', 'date-time'],
    [164, '[$-409]d\\-mmm\\-yy;@', 'date'],
    [164, 'h:mm AM/PM', 'time'],
    [164, '[h]:mm', 'time'],
    [164, 'mmm', 'date'],
    [164, 'mm:ss.0', 'time'],
    [164, '0.00', null],
    [164, 'General', null],
    [164, '#,##0 "persons on day"', null],
    [164, '[Red]0;[Blue]-0', null],
    [164, '0_d', null],
    [14, '0', null],
  ])('%d %s: %s', (id, code, style) => {
    expect(dateStyleOf(id, code)).toBe(style)
  })
})
