import type { CraftObservation } from '@landfall/contracts'
import { byCodePoints } from './by-code-points.ts'
import { timeMs } from './time-ms.ts'

/** The value of one field: that of the latest record stating it; at equal times the greater source.id/observationId. */
export const fieldOf = <Name extends keyof CraftObservation>(
  records: readonly CraftObservation[],
  field: Name,
): CraftObservation[Name] | undefined =>
  records
    .filter((record) => record[field] !== undefined)
    .toSorted(
      (a, b) =>
        timeMs(a.observedAt) - timeMs(b.observedAt) ||
        byCodePoints(`${a.source.id}/${a.observationId}`, `${b.source.id}/${b.observationId}`),
    )
    .at(-1)?.[field]

/**
 * All names of one craft, itself included: two craft that have a visit in the area are one where either names the
 * other or both name a third, and so on.
 */
export const craftIdentitiesOracle = (
  craftId: string,
  stated: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> => {
  const names = new Set([craftId])
  for (let before = 0; before < names.size; ) {
    before = names.size
    for (const [visitor, others] of stated) {
      const all = [visitor, ...others]
      if (all.some((name) => names.has(name))) for (const name of all) names.add(name)
    }
  }
  return names
}
