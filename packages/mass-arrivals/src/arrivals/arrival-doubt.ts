import { type ArrivalDoubt, identityDoubt, type PersonsMethod, type VisitPersons } from '@landfall/contracts'
import type { Rules } from '../rules.ts'
import type { HeldReport } from './craft-records.ts'
import { type FarSlots, isOutOfReach } from './track/out-of-reach.ts'
import type { Span } from './track/track.ts'

/** Of somebody who sees the craft, there or in a picture. */
const SEEING: readonly PersonsMethod[] = ['headcount', 'sighting', 'estimate']

/** Why an arrival may not be the craft's own (design §4.1); undefined where nothing speaks against it. `reports`: of the visit. */
export const arrivalDoubt = (
  { arrival, lastMs }: Span,
  far: FarSlots,
  reports: readonly HeldReport[],
  { visitGapMs }: Rules,
): ArrivalDoubt | undefined => {
  if (!isOutOfReach(far, arrival.atMs)) return undefined
  const isAlone = arrival.atMs === lastMs
  const isSupported = ({ record, observedAtMs }: HeldReport): boolean =>
    identityDoubt(record.craftId) !== null ||
    (SEEING.includes(record.method) && observedAtMs >= arrival.atMs - visitGapMs)
  return isAlone && !reports.some(isSupported) ? 'position-jump' : 'shared-identity'
}

/** As far as anybody knows, all of them may be elsewhere: they can make a caution, and neither a warning nor an alarm. */
export const onlyPossible = (persons: VisitPersons): VisitPersons => ({
  ...persons,
  unauthorised: { ...persons.unauthorised, min: 0, likely: 0 },
})
