import { ObservationInput, parseWireTime } from '@landfall/contracts'
import { describe, expect, test } from 'vitest'
import { makeBusySea } from './busy-sea/busy-sea.ts'
import { scenarios } from './scenarios.ts'

const START_MS = Date.parse('2026-11-23T09:30:00.000Z')
const small = scenarios.map((scenario) =>
  scenario.name === 'busy-sea' ? makeBusySea({ craft: 200, minutes: 3 }) : scenario,
)

describe.each(small)('$name', (scenario) => {
  const sent = [...scenario.observations(1, START_MS)]

  test('is accepted by the contract and marked as an exercise', () => {
    for (const { observation } of sent) {
      const parsed = ObservationInput.safeParse(observation)
      expect(parsed.error?.issues).toBeUndefined()
      expect(observation).toMatchObject({ exercise: true, source: { kind: 'simulation' } })
    }
  })

  test('has the stated number of observations and duration', () => {
    expect(sent).toHaveLength(scenario.observationCount)
    expect(Math.max(...sent.map(({ sendAfterMs }) => sendAfterMs))).toBeLessThanOrEqual(scenario.durationMs)
  })

  test('is in the order of sending, nothing sent before it was observed', () => {
    for (const [index, { sendAfterMs, observation }] of sent.entries()) {
      expect(sendAfterMs).toBeGreaterThanOrEqual(sent[index - 1]?.sendAfterMs ?? 0)
      expect(parseWireTime(observation.observedAt)).toBeLessThanOrEqual(START_MS + sendAfterMs)
    }
  })

  test('is the same for the same seed, and has the same reports of people for another', () => {
    expect([...scenario.observations(1, START_MS)]).toEqual(sent)
    const counting = (seed: number) =>
      [...scenario.observations(seed, START_MS)]
        .map(({ observation }) => observation)
        .filter(({ type }) => type === 'persons')
    if (scenario.name !== 'rally' && scenario.name !== 'busy-sea') expect(counting(2)).toEqual(counting(1))
    expect([...scenario.observations(2, START_MS)]).toHaveLength(scenario.observationCount)
    expect([...scenario.observations(2, START_MS)]).not.toEqual(sent)
  })

  test('pictures are in order and end with the alerts that stay open', () => {
    const { open, pictures } = scenario.expected(START_MS)
    expect(pictures.map(({ afterMs }) => afterMs)).toEqual(
      pictures.map(({ afterMs }) => afterMs).toSorted((a, b) => a - b),
    )
    const gists = open.map(({ severity, unauthorised }) => ({ severity, unauthorised }))
    expect((pictures.at(-1)?.open ?? []).map(({ severity, unauthorised }) => ({ severity, unauthorised }))).toEqual(
      gists,
    )
  })
})
