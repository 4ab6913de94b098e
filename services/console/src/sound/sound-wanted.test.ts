import { expect, test } from 'vitest'
import { AT_MS, aDistressTestView, aDistressView, anAlertView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { type SoundSpec, soundWanted } from './sound-wanted.ts'

const HOUR_MS = 3_600_000
const after = (ms: number) => new Date(AT_MS + ms).toISOString()
const wanted = (given: Parameters<typeof anAlertView>[0], spec: Partial<SoundSpec> = {}) =>
  soundWanted({
    alerts: [anAlertView(given)],
    nowMs: AT_MS + 60_000,
    isPictureLost: false,
    newestMs: { real: AT_MS, exercise: null },
    mute: null,
    ...spec,
  })
const mute = { sinceMs: AT_MS + 50_000, untilMs: AT_MS + 80_000 }

test.each<[string, Parameters<typeof wanted>, string, number]>([
  ['an alarm', [{}], 'alarm', 0],
  ['a warning', [{ severity: 'warning' }], 'warning', 0],
  ['a caution', [{ severity: 'caution' }], 'none', 0],
  ['acknowledged', [{ state: 'acknowledged' }], 'none', 0],
  ['cancelled', [{ status: 'cancelled' }], 'none', 0],
  ['silenced', [{ silencedUntil: after(120_000) }], 'none', 0],
  ['a silence that is over', [{ silencedUntil: after(30_000) }], 'alarm', 0],
  ['mute was pressed', [{}, { mute }], 'none', 0],
  ['30 s after mute was pressed', [{}, { mute, nowMs: AT_MS + 80_000 }], 'alarm', 0],
  [
    'mute was pressed, then the clock was set back by three hours',
    [{ updatedAt: after(-4 * HOUR_MS) }, { mute, nowMs: AT_MS - 3 * HOUR_MS }],
    'alarm',
    0,
  ],
  ['a lost picture', [{ severity: 'warning' }, { isPictureLost: true }], 'lost', 0],
  ['an alarm in a lost picture', [{}, { isPictureLost: true }], 'alarm', 0],
  ['a lost picture, and mute was pressed', [{ severity: 'caution' }, { isPictureLost: true, mute }], 'none', 0],
  ['an alarm after mute was pressed', [{ updatedAt: after(55_000) }, { mute }], 'alarm', 0],
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
    soundWanted({ alerts, nowMs: AT_MS, isPictureLost: false, newestMs: { real: null, exercise: null }, mute: null })
      .sound,
  ).toBe('alarm')
})

test('a real warning takes precedence over whatever sounds in an exercise', () => {
  const alerts = [
    anAlertView({ exercise: true }),
    aDistressView({ exercise: true }),
    anAlertView({ severity: 'warning' }),
  ]
  const spec = { nowMs: AT_MS, isPictureLost: false, newestMs: { real: null, exercise: null }, mute: null }
  expect(soundWanted({ ...spec, alerts }).sound).toBe('warning')
  expect(soundWanted({ ...spec, alerts: alerts.slice(0, 2) }).sound).toBe('distress')
})

test('a call for help sounds louder than an alarm and a lost picture, however old; a test is silent', () => {
  const sound = (spec: Partial<SoundSpec>) =>
    soundWanted({
      ...{ alerts: [], nowMs: AT_MS + 60_000, isPictureLost: true, mute: null },
      ...{ newestMs: { real: AT_MS + 90 * HOUR_MS, exercise: null }, ...spec },
    })
  expect(sound({ alerts: [anAlertView(), aDistressView()] })).toEqual({ sound: 'distress', old: 1 })
  expect(sound({ alerts: [aDistressView({ state: 'acknowledged' })] }).sound).toBe('lost')
  expect(sound({ alerts: [aDistressTestView()], isPictureLost: false }).sound).toBe('none')
})

/** The arrival is expected 4 h after `AT` at the earliest, so it is imminent from 2 h after it. */
const inbound = (hours: number, given: Parameters<typeof anInboundView>[0], since?: number) =>
  soundWanted({
    alerts: [anInboundView(given)],
    nowMs: AT_MS + hours * HOUR_MS,
    isPictureLost: false,
    newestMs: { real: AT_MS, exercise: null },
    mute: since === undefined ? null : { sinceMs: AT_MS + since * HOUR_MS, untilMs: AT_MS + (since + 1) * HOUR_MS },
  }).sound

test.each<[string, Parameters<typeof inbound>, string]>([
  ['a caution', [0, { severity: 'caution' }], 'none'],
  ['a caution whose arrival is imminent', [3, { severity: 'caution' }], 'none'],
  ['a warning', [0, {}], 'warning'],
  ['a warning that was escalated', [0, { escalatedAt: after(1) }], 'alarm'],
  ['a silence while the arrival is near', [1.99, { silencedUntil: after(12 * HOUR_MS) }], 'none'],
  ['a silence whose arrival is imminent', [2, { silencedUntil: after(12 * HOUR_MS) }], 'warning'],
  ['a silence whose arrival is overdue', [9, { silencedUntil: after(12 * HOUR_MS) }], 'warning'],
  ['an imminent arrival that somebody has acknowledged', [3, { state: 'acknowledged' }], 'none'],
  ['mute, pressed before the arrival became imminent', [2, {}, 1.5], 'warning'],
  ['mute, pressed since', [2.5, {}, 2.2], 'none'],
  ['a silence of what is not expected at all', [9, { eta: null, silencedUntil: after(12 * HOUR_MS) }], 'none'],
])('an inbound group sounds by the clock: %s', (_what, given, sound) => expect(inbound(...given)).toBe(sound))
