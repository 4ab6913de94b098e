import { type ArrivalDoubt, identityDoubt, type Observation, type PersonsObservation } from '@landfall/contracts'
import { NAUTICAL_MILE_METRES } from './distance-metres.ts'
import type { OracleArea } from './oracle-area.ts'
import { msPer, timeMs } from './time-ms.ts'
import type { OracleSpan } from './visits-oracle.ts'

type Position = Extract<Observation, { type: 'position' }>

/** How far outside, with a nautical mile for accuracy; and the length of the blocks of time. Twice the length at 60 kn is the distance. */
const STEPS = [
  { nm: 120 + 1, blockMs: 60 * msPer.minute },
  { nm: 60 + 1, blockMs: 30 * msPer.minute },
  { nm: 30 + 1, blockMs: 15 * msPer.minute },
  { nm: 15 + 1, blockMs: 7.5 * msPer.minute },
]

/** Rule 1: why an arrival may not be the craft's own. `positions` are all of the craft, `reports` those of the visit. */
export const arrivalDoubtOracle = (
  visit: OracleSpan,
  positions: readonly Position[],
  reports: readonly PersonsObservation[],
  area: OracleArea,
): ArrivalDoubt | undefined => {
  const far = positions.flatMap((one) => farPosition(one, area))
  const blocksTo = ({ atMs, blockMs }: FarPosition) =>
    Math.floor(visit.arrivedMs / blockMs) - Math.floor(atMs / blockMs)
  const isContradicted = far.some((one) => blocksTo(one) === 1) && far.some((one) => blocksTo(one) === -1)
  if (!isContradicted) return undefined
  const isAlone = visit.arrivedMs === visit.lastMs
  const someoneSawIt = reports.some(
    (report) =>
      ['headcount', 'sighting', 'estimate'].includes(report.method) &&
      timeMs(report.observedAt) >= visit.arrivedMs - area.policy.visitGapHours * msPer.hour,
  )
  const isShared = reports.some(({ craftId }) => identityDoubt(craftId) !== null)
  return isAlone && !someoneSawIt && !isShared ? 'position-jump' : 'shared-identity'
}

type FarPosition = { readonly atMs: number; readonly blockMs: number }

const farPosition = (one: Position, area: OracleArea): readonly FarPosition[] => {
  const { longitude, latitude, accuracyMetres = 0, observedAt } = one
  if (area.contains(longitude, latitude) || accuracyMetres > NAUTICAL_MILE_METRES) return []
  const metres = area.metresToLine(longitude, latitude, Infinity)
  const step = STEPS.find(({ nm }) => metres >= nm * NAUTICAL_MILE_METRES)
  return step === undefined ? [] : [{ atMs: timeMs(observedAt), blockMs: step.blockMs }]
}
