import type { Approach, CraftDescription } from '@landfall/contracts'
import type { DerivedVisits } from '../arrivals/derived/derived-visits.ts'
import type { RecordIndex } from '../arrivals/derived/record-index.ts'
import type { WatchedArea } from '../watched-area.ts'
import { approachPersons } from './approach-persons.ts'
import { approachTrackOf } from './approach-track.ts'
import { forecastApproach } from './forecast-approach.ts'

/**
 * The approach of a craft to an area, as its snapshot says it (design §4.14, rules 1 to 7); undefined where it has none, or none that
 * matters to others: nobody has reported people that belong to it, or said what makes it one boat with others or leaves it out. Where a
 * report was taken back it goes on without people, so that an alert can say what ended it.
 */
export const approachOf = (
  derived: DerivedVisits,
  { standing, reports }: Pick<RecordIndex, 'standing' | 'reports'>,
  description: CraftDescription,
  { geometry, rules }: WatchedArea,
): Approach | undefined => {
  if (geometry === undefined) return undefined
  const track = approachTrackOf(derived.whole, rules)
  if (track === undefined) return undefined
  const persons = approachPersons(track, standing, derived, rules)
  const { sameAs, scheduledService, domestic } = description
  const isTakenBack = reports.length > standing.length
  if (persons === null && !isTakenBack && sameAs.length === 0 && !scheduledService && !domestic) return undefined
  const forecast = forecastApproach(track, geometry, rules.inbound)
  return forecast && { ...forecast, fixes: [...forecast.fixes], persons }
}
