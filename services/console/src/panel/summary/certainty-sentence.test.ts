import type { AlertCraft, PersonsMethod } from '@landfall/contracts'
import { expect, test } from 'vitest'
import { anAlertView } from '../../testing/an-alert-view.ts'
import { anInboundCraft, anInboundView } from '../../testing/an-inbound-view.ts'
import { certaintySentence } from './certainty-sentence.ts'

const [visit] = anAlertView().craft
if (visit === undefined) throw new Error('the builder makes an alert with a craft')

const craftOf = (craftId: string, min: number, likely: number, max: number, method: PersonsMethod): AlertCraft => {
  const aboardReport = { ...visit.aboardReport, method }
  const permissionReport = min > 0 ? aboardReport : null
  return { ...visit, craftId, unauthorised: { min, likely, max }, maxInSums: max, aboardReport, permissionReport }
}
const sentence = (sum: readonly [number, number, number, boolean?], ...craft: readonly AlertCraft[]): string =>
  certaintySentence(
    anAlertView({
      unauthorised: { min: sum[0], likely: sum[1], max: sum[2], openEnded: sum[3] ?? false },
      craft: [...craft],
    }),
  )

test.each<readonly [string, string]>([
  [
    'At least 33 confirmed by headcount on A and B; likely 46 with C and D, by sighting; at most 54.',
    sentence(
      [33, 46, 54],
      craftOf('a', 22, 22, 25, 'headcount'),
      craftOf('b', 11, 11, 11, 'headcount'),
      craftOf('c', 0, 9, 9, 'sighting'),
      craftOf('d', 0, 4, 9, 'sighting'),
    ),
  ],
  ['31 confirmed by headcount.', sentence([31, 31, 31], craftOf('a', 31, 31, 31, 'headcount'))],
  [
    'At least 31 stated by manifest; likely 35; at most 40.',
    sentence([31, 35, 40], craftOf('a', 31, 35, 40, 'manifest')),
  ],
  [
    'At least 30 stated by headcount and intelligence on A and B; no upper limit is known.',
    sentence([30, 30, 90, true], craftOf('a', 10, 10, 10, 'headcount'), craftOf('b', 20, 20, 20, 'intelligence')),
  ],
  ['Nobody is confirmed yet; likely 42, by sighting.', sentence([0, 42, 42], craftOf('a', 0, 42, 42, 'sighting'))],
  [
    'Nobody is confirmed yet; likely 42 on A and B, by estimate and sighting; at most 60.',
    sentence([0, 42, 60], craftOf('a', 0, 30, 40, 'estimate'), craftOf('b', 0, 12, 20, 'sighting')),
  ],
  [
    'Nobody is confirmed, and nobody is likely; at most 40.',
    sentence([0, 0, 40], craftOf('a', 0, 0, 40, 'intelligence')),
  ],
  ['Nobody is confirmed yet; likely 42.', sentence([0, 42, 42])],
])('%s', (words, said) => expect(said).toBe(words))

test('craft are not named where they do not make up the number, as when it counts only those of one window', () =>
  expect(sentence([22, 31, 31], craftOf('a', 22, 22, 22, 'headcount'), craftOf('b', 11, 11, 11, 'headcount'))).toBe(
    'At least 22 confirmed by headcount; likely 31.',
  ))

test('where everybody aboard counts, it is the count of those aboard that confirms', () => {
  const craft = [
    { ...craftOf('a', 5, 5, 5, 'sighting'), permissionReport: { ...visit.aboardReport, method: 'manifest' as const } },
  ]
  const unauthorised = { min: 5, likely: 5, max: 5, openEnded: false }
  expect(certaintySentence(anAlertView({ counts: 'aboard', unauthorised, craft }))).toBe('5 confirmed by sighting.')
})

test('more than seven craft are not all named', () => {
  const craft = Array.from({ length: 9 }, (_, i) => craftOf(`track:${i}`, 4, 4, 4, 'headcount'))
  expect(sentence([36, 36, 36], ...craft)).toBe('36 confirmed by headcount on A, B, C, D, E, F and 3 more.')
})

test('an inbound group is said alike', () =>
  expect(certaintySentence(anInboundView({ craft: [anInboundCraft()] }))).toBe(
    'At least 31 confirmed by sighting; likely 35; at most 40.',
  ))
