import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { type SoundSpec, soundWanted } from './sound-wanted.ts'

const HOUR_MS = 3_600_000
const after = (ms: number) => new Date(AT_MS + ms).toISOString()
const wanted = (given: Parameters<typeof anAlertView>[0], spec: Partial<SoundSpec> = {}) =>
  soundWanted({
    alerts: [anAlertView(given)],
    nowMs: AT_MS + 60_000,
    isPictureLost: false,
    newestMs: { real: AT_MS, exercise: null },
    quiet: null,
    ...spec,
  })
const quiet = { sinceMs: AT_MS + 50_000, untilMs: AT_MS + 80_000 }

test.each<[string, Parameters<typeof wanted>, string, number]>([
  ['an alarm', [{}], 'alarm', 0],
  ['a warning', [{ severity: 'warning' }], 'warning', 0],
  ['a caution', [{ severity: 'caution' }], 'none', 0],
  ['acknowledged', [{ state: 'acknowledged' }], 'none', 0],
  ['cancelled', [{ status: 'cancelled' }], 'none', 0],
  ['silenced', [{ silencedUntil: after(120_000) }], 'none', 0],
  ['a silence that is over', [{ silencedUntil: after(30_000) }], 'alarm', 0],
  ['quiet was pressed', [{}, { quiet }], 'none', 0],
  ['30 s after quiet was pressed', [{}, { quiet, nowMs: AT_MS + 80_000 }], 'alarm', 0],
  [
    'quiet was pressed, then the clock was set back by three hours',
    [{ updatedAt: after(-4 * HOUR_MS) }, { quiet, nowMs: AT_MS - 3 * HOUR_MS }],
    'alarm',
    0,
  ],
  ['a lost picture', [{ severity: 'warning' }, { isPictureLost: true }], 'lost', 0],
  ['an alarm in a lost picture', [{}, { isPictureLost: true }], 'alarm', 0],
  ['a lost picture, and quiet was pressed', [{ severity: 'caution' }, { isPictureLost: true, quiet }], 'none', 0],
  ['an alarm after quiet was pressed', [{ updatedAt: after(55_000) }, { quiet }], 'alarm', 0],
  ['48 h old', [{}, { newestMs: { real: AT_MS + 48 * HOUR_MS, exercise: null } }], 'alarm', 0],
  [
    'older than 48 h, which gets a badge',
    [{}, { newestMs: { real: AT_MS + 48 * HOUR_MS + 1, exercise: null } }],
    'none',
    1,
  ],
  [
    'an exercise, whose age is measured by its own time',
    [{ exercise: true }, { newestMs: { real: AT_MS + 90 * HOUR_MS, exercise: AT_MS } }],
    'alarm',
    0,
  ],
])('decides what should sound: %s', (_what, given, sound, old) => expect(wanted(...given)).toEqual({ sound, old }))

test('an alarm takes precedence over warnings', () => {
  const alerts = [anAlertView({ severity: 'warning' }), anAlertView(), anAlertView({ severity: 'warning' })]
  expect(
    soundWanted({ alerts, nowMs: AT_MS, isPictureLost: false, newestMs: { real: null, exercise: null }, quiet: null })
      .sound,
  ).toBe('alarm')
})

test('a call for help sounds louder than an alarm and a lost picture, however old; a test is silent', () => {
  const sound = (spec: Partial<SoundSpec>) =>
    soundWanted({
      ...{ alerts: [], nowMs: AT_MS + 60_000, isPictureLost: true, quiet: null },
      ...{ newestMs: { real: AT_MS + 90 * HOUR_MS, exercise: null }, ...spec },
    })
  expect(sound({ alerts: [anAlertView(), aDistressView()] })).toEqual({ sound: 'distress', old: 1 })
  expect(sound({ alerts: [aDistressView({ state: 'acknowledged' })] }).sound).toBe('lost')
  expect(sound({ alerts: [aDistressTestView()], isPictureLost: false }).sound).toBe('none')
})
