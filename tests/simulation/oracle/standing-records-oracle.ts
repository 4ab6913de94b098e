import type {
  CraftObservation,
  Observation,
  PersonsObservation,
  PositionRetraction,
  RetractionObservation,
} from '@landfall/contracts'
import { byCodePoints, canonical } from './by-code-points.ts'

type Stated = PersonsObservation | CraftObservation | RetractionObservation | PositionRetraction
type Held = {
  readonly persons: readonly PersonsObservation[]
  readonly craft: readonly CraftObservation[]
  readonly positionRetractions: readonly PositionRetraction[]
  /** Reports that were taken back. */
  readonly retractedPersons: readonly PersonsObservation[]
}

const identity = (craftId: string, exercise: boolean, sourceId: string, observationId: string): string =>
  canonical([craftId, exercise, sourceId, observationId])

const identityOf = (one: Stated): string => identity(one.craftId, one.exercise, one.source.id, one.observationId)

/**
 * The persons and craft records and the retractions of positions that count (design: 3). One observation is (craftId, exercise, source.id,
 * observationId); with two contents the greater canonical JSON holds, whatever its type. A retraction takes back a
 * persons or craft record, or a retraction of positions, of the same craft, before or after it; nothing takes back a retraction.
 */
export const standingRecordsOracle = (observations: readonly Observation[]): Held => {
  const stated = observations
    .filter((observation): observation is Stated => observation.type !== 'position')
    .map((one) => ({ one, text: canonical(one), name: identityOf(one) }))
  const holding = stated.filter(
    ({ name, text }) => !stated.some((other) => other.name === name && byCodePoints(other.text, text) > 0),
  )
  const unique = [...new Map(holding.map(({ one, name }) => [name, one])).values()]
  const retracted = unique
    .filter((one) => one.type === 'retraction')
    .map((one) => identity(one.craftId, one.exercise, one.ofSource ?? one.source.id, one.retracts))
  const left = unique.filter((one) => !retracted.includes(identityOf(one)))
  return {
    persons: left.filter((one) => one.type === 'persons'),
    craft: left.filter((one) => one.type === 'craft'),
    retractedPersons: unique
      .filter((one) => one.type === 'persons')
      .filter((one) => retracted.includes(identityOf(one))),
    positionRetractions: left.filter((one) => one.type === 'position-retraction'),
  }
}
