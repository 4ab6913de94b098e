import type { CraftObservation, Observation, PersonsObservation, RetractionObservation } from '@landfall/contracts'
import { byCodePoints, canonical } from './text.ts'

type Stated = PersonsObservation | CraftObservation | RetractionObservation
type Held = {
  readonly persons: readonly PersonsObservation[]
  readonly craft: readonly CraftObservation[]
}

const identity = (craftId: string, exercise: boolean, sourceId: string, observationId: string): string =>
  canonical([craftId, exercise, sourceId, observationId])

/**
 * The persons and craft records that count (design: 3). One observation is (craftId, exercise, source.id,
 * observationId); with two contents the greater canonical JSON holds, whatever its type. A retraction takes back a
 * persons or craft record of the same craft, before or after it; nothing takes back a retraction.
 */
export const recordsThatHold = (observations: readonly Observation[]): Held => {
  const stated = observations.filter((observation): observation is Stated => observation.type !== 'position')
  const identityOf = (one: Stated) => identity(one.craftId, one.exercise, one.source.id, one.observationId)
  const holding = stated.filter(
    (one) =>
      !stated.some(
        (other) => identityOf(other) === identityOf(one) && byCodePoints(canonical(other), canonical(one)) > 0,
      ),
  )
  const unique = [...new Map(holding.map((one) => [identityOf(one), one])).values()]
  const retracted = unique
    .filter((one) => one.type === 'retraction')
    .map((one) => identity(one.craftId, one.exercise, one.ofSource ?? one.source.id, one.retracts))
  const left = unique.filter((one) => !retracted.includes(identityOf(one)))
  return {
    persons: left.filter((one) => one.type === 'persons'),
    craft: left.filter((one) => one.type === 'craft'),
  }
}
