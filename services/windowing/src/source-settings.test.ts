import { expect, test } from 'vitest'
import { sourcePolicyOf } from './source-settings.ts'
import { WindowingConfig } from './windowing-config.ts'

test('intervals are written as SOURCE=SECONDS or SOURCE=off', () => {
  const settings = WindowingConfig.parse({ SOURCE_INTERVALS: 'radar-3=60, nmea-udp=off,', SOURCE_LEARN_SECONDS: '0' })
  expect(sourcePolicyOf(settings)).toEqual({
    silentSecondsMin: 120,
    silentSecondsMax: 21_600,
    learnSeconds: 0,
    intervals: [
      { sourceId: 'radar-3', expectedSeconds: 60 },
      { sourceId: 'nmea-udp', expectedSeconds: null },
    ],
  })
  expect(sourcePolicyOf(WindowingConfig.parse({})).intervals).toEqual([])
})

test.each([
  ['radar-3', /radar-3.*must be SOURCE=SECONDS/],
  ['=60', /must be SOURCE=SECONDS/],
  ['radar-3=', /seconds must be above 0/],
  ['radar-3=0', /seconds must be above 0/],
  ['radar-3=soon', /seconds must be above 0/],
])('SOURCE_INTERVALS %s is refused in words', (text, words) => {
  const { error } = WindowingConfig.safeParse({ SOURCE_INTERVALS: text })
  expect(error?.issues[0]?.message).toMatch(words)
})

test('more than 1,000 sources are refused: each tick in the log carries them all', () => {
  const of = (count: number) => Array.from({ length: count }, (_, n) => `s${n}=60`).join(',')
  expect(WindowingConfig.safeParse({ SOURCE_INTERVALS: of(1_000) }).success).toBe(true)
  const { error } = WindowingConfig.safeParse({ SOURCE_INTERVALS: of(1_001) })
  expect(error?.issues[0]?.message).toMatch(/1001 sources.*at most 1000/)
})

test('the minimum silence may not exceed the maximum', () => {
  const { error } = WindowingConfig.safeParse({ SOURCE_SILENT_SECONDS_MIN: '600', SOURCE_SILENT_SECONDS_MAX: '60' })
  expect(error?.issues[0]).toMatchObject({ path: ['SOURCE_SILENT_SECONDS_MAX'] })
})
