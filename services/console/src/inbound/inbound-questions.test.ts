import { expect, test } from 'vitest'
import { questionLines } from '../alert/open-question.ts'
import { AT_MS } from '../testing/an-alert-view.ts'
import { anApproach, anInboundCraft, anInboundView } from '../testing/an-inbound-view.ts'
import { inboundQuestions } from './inbound-questions.ts'

const HOUR_MS = 3_600_000
const questionsOf = (given: Parameters<typeof anApproach>[0], hours = 0) => {
  const unauthorised = { min: 35, likely: 35, max: 35 }
  const craft = [anInboundCraft({ approach: anApproach(given), unauthorised })]
  return questionLines(inboundQuestions(anInboundView({ counts: 'aboard', craft }), AT_MS + hours * HOUR_MS))
}

test.each([
  [{}, 0, []],
  [{}, 8, ['track:1: seen 23 Nov 09:00 UTC, expected by 23 Nov 16:10 UTC: where is it, and does it need help?']],
  [{ motion: 'reported' as const }, 0, ['track:1: is it as fast as it says? A second position would say.']],
  [{ state: 'may-arrive' as const }, 0, ['track:1: does it turn in or pass? A newer position would say.']],
  [{ state: 'adrift' as const, eta: null }, 0, ['track:1: adrift, seen 23 Nov 09:00 UTC: does it need help?']],
  [{ state: 'unknown' as const, eta: null }, 0, ['track:1: seen 23 Nov 09:00 UTC, course not known: where is it now?']],
])('an approach with %j, %d h after its newest fix, leaves open %j', (given, hours, questions) =>
  expect(questionsOf(given, hours)).toEqual(questions),
)

test('then it asks how many of the people count, where permission matters', () => {
  expect(questionLines(inboundQuestions(anInboundView(), AT_MS))).toEqual(['track:1: how many of 35 have permission?'])
  expect(questionLines(inboundQuestions(anInboundView({ counts: 'aboard' }), AT_MS))).toEqual(['track:1: 31 or 40?'])
})

test('one question about several craft is asked once', () => {
  const craft = [anInboundCraft(), anInboundCraft({ craftId: 'mmsi:2' })]
  expect(questionLines(inboundQuestions(anInboundView({ craft }), AT_MS))).toEqual([
    'track:1, mmsi:2: how many of 35 have permission?',
  ])
})
