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

test('the minimum silence may not exceed the maximum', () => {
  const { error } = WindowingConfig.safeParse({ SOURCE_SILENT_SECONDS_MIN: '600', SOURCE_SILENT_SECONDS_MAX: '60' })
  expect(error?.issues[0]).toMatchObject({ path: ['SOURCE_SILENT_SECONDS_MAX'] })
})
