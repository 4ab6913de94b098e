import type { ObservationInput } from '@landfall/contracts'
import type { TrackMemory } from '../radar/create-track-memory.ts'
import type { TargetReport } from '../radar/target-report.ts'
import type { Observed } from './observed.ts'
import { commonFieldsOf, type ObservedFeed } from './observed-feed.ts'

/** What a report of a radar's target says of a craft: where it is, and the label that the radar's operator gave it. */
export const observeTarget = (feed: ObservedFeed, tracks: TrackMemory, target: TargetReport): Observed => {
  if (target.status !== 'tracked') {
    tracks.end(target.number)
    return { outcome: 'nothing', reason: target.status === 'lost' ? 'target-lost' : 'target-acquiring' }
  }
  const { observedAtMs: timeMs, longitude, latitude, accuracyMetres, speedKnots, courseDegrees, name } = target
  const craftId = tracks.craftIdOf(target.number, { timeMs, longitude, latitude, accuracyMetres })
  const common = commonFieldsOf(feed, craftId, timeMs)
  const moving = { speedKnots, courseDegrees, headingDegrees: undefined, accuracyMetres }
  const recorded = feed.memory.recordPosition(craftId, { timeMs, longitude, latitude, ...moving })
  const observations: ObservationInput[] = []
  if (recorded === 'new') {
    observations.push({
      type: 'position',
      ...common,
      longitude,
      latitude,
      ...(speedKnots === undefined ? {} : { speedKnots }),
      ...(courseDegrees === undefined ? {} : { courseDegrees }),
      ...(accuracyMetres === undefined ? {} : { accuracyMetres }),
    })
  }
  if (name !== undefined && feed.memory.recordFields(craftId, { name }, timeMs) === 'new')
    observations.push({ type: 'craft', ...common, name })
  if (observations.length > 0) return { outcome: 'observations', observations }
  return { outcome: 'nothing', reason: recorded === 'new' ? 'repeated' : recorded }
}
