import { type Scenario, scenarios } from '@landfall/simulator'
import { feedObservations } from '../feed-observations.ts'

export const scenarioOf = (name: string): Scenario => {
  const found = scenarios.find((scenario) => scenario.name === name)
  if (found === undefined) throw new Error(`there is no scenario ${name}`)
  return found
}

/** Posts at once all that a scenario sends up to `untilMs` of its play; can be called again to go on. */
export const playAtOnce = (ingestUrl: string, scenario: Scenario, startMs: number, token?: string) => {
  const all = [...scenario.observations(1, startMs)]
  let sent = 0
  return {
    until: async (untilMs: number): Promise<void> => {
      const from = sent
      while (sent < all.length && (all[sent]?.sendAfterMs ?? 0) <= untilMs) sent += 1
      const part = all.slice(from, sent).map(({ observation }) => observation)
      await feedObservations(ingestUrl, part, token)
    },
  }
}
