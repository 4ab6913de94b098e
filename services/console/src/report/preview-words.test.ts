import type { PreviewedAlert, ReportPreview } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { previewWords } from './preview-words.ts'

const alert = (severity: PreviewedAlert['severity'], min: number, likely: number, max: number): PreviewedAlert => ({
  kind: 'mass-arrival',
  severity,
  unauthorised: { min, likely, max, openEnded: false },
  craft: 3,
  eta: null,
})
const eta = {
  earliest: '2026-11-23T07:00:00.000Z',
  likely: '2026-11-23T08:00:00.000Z',
  latest: '2026-11-23T10:10:00.000Z',
}
const inbound = (severity: 'caution' | 'warning', when: PreviewedAlert['eta'] = null): PreviewedAlert => ({
  ...alert(severity, 0, 40, 40),
  ...{ kind: 'inbound-group', eta: when },
})
const known = (before: PreviewedAlert | null, after: PreviewedAlert | null): ReportPreview => ({
  outcome: 'known',
  effects: [{ alertId: before === null ? null : 'nz-1', before, after }],
})
const [warning, alarm] = [alert('warning', 21, 34, 42), alert('alarm', 33, 46, 54)]

test.each<[ReportPreview, string]>([
  [known(warning, alarm), 'This turns the warning into an ALARM: 33–54, likely 46'],
  [known(null, alert('alarm', 40, 40, 40)), 'This raises an ALARM: 40'],
  [known(null, alert('caution', 0, 9, 40)), 'This raises a CAUTION: 0–40, likely 9'],
  [known(alarm, warning), 'This lowers the ALARM to a warning: 21–42, likely 34'],
  [known(warning, alert('warning', 21, 36, 42)), 'The WARNING stays: 21–42, likely 36'],
  [known(warning, null), 'This ends the warning'],
  [
    known(null, inbound('warning', eta)),
    'This raises an INBOUND WARNING: 0–40, likely 40, likely landing 23 Nov 07:00–10:10 UTC',
  ],
  [known(null, inbound('caution')), 'This raises an INBOUND CAUTION: 0–40, likely 40, not known when they land'],
  [
    known(inbound('caution'), inbound('warning', eta)),
    'This turns the inbound caution into an INBOUND WARNING: 0–40, likely 40, likely landing 23 Nov 07:00–10:10 UTC',
  ],
  [
    known(inbound('warning', eta), inbound('caution')),
    'This lowers the INBOUND WARNING to an inbound caution: 0–40, likely 40, not known when they land',
  ],
  [known(inbound('warning', eta), null), 'This ends the inbound warning'],
  [{ outcome: 'known', effects: [] }, 'This changes no alert'],
  [{ outcome: 'unknown', reason: 'without a position nobody knows' }, 'What it does cannot be worked out'],
])('%j: %s', (preview, title) => expect(previewWords(preview).title).toBe(title))

test('why nothing is known is said, and what a number leaves open', () => {
  expect(previewWords({ outcome: 'unknown', reason: 'it is too old' }).about).toBe(
    'It is too old. It can be sent all the same.',
  )
  expect(previewWords(known(warning, alarm)).about).toContain('can only make it more')
})
