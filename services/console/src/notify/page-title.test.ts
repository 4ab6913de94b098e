import { expect, test } from 'vitest'
import { aFeedStatus, aState } from '../testing/a-state.ts'
import { anAlertView } from '../testing/an-alert-view.ts'
import { anInboundView } from '../testing/an-inbound-view.ts'
import { pageTitle } from './page-title.ts'

const alerts = new Map(
  [
    anAlertView({ alertId: 'a' }),
    anAlertView({ alertId: 'b', exercise: true }),
    anAlertView({ alertId: 'c', severity: 'warning' }),
    anAlertView({ alertId: 'd', state: 'acknowledged' }),
  ].map((alert) => [alert.alertId, { alert, changed: '', changedAtMs: 0 }]),
)
const { preferences } = aState()

test.each([
  ['no alerts', {}, 'Landfall'],
  ['unacknowledged alerts', { alerts }, '1 alarm · 1 warning · 1 exercise alarm · Landfall'],
  [
    'only the real sea',
    { alerts, preferences: { ...preferences, world: 'real' as const } },
    '1 alarm · 1 warning · Landfall',
  ],
  [
    'an imminent arrival',
    {
      alerts: new Map([['nz-in', { alert: anInboundView(), changed: '', changedAtMs: 0 }]]),
      phases: new Map([['nz-in', 'imminent' as const]]),
    },
    '1 warning · 1 inbound imminent · 38°00′S 179°03′E · Landfall',
  ],
  ['a stale picture', { alerts, feed: aFeedStatus({ stale: true }) }, 'NOT CURRENT · Landfall'],
  ['no snapshot yet', { hasSnapshot: false, feed: null }, 'Landfall'],
])('the title for %s', (_what, given, title) => expect(pageTitle(aState(given))).toBe(title))
