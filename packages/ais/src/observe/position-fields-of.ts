import type { AisMessage } from '../payload/ais-message.ts'

export type PlacedMessage = Extract<AisMessage, { readonly longitude: number | undefined }>

// The flag says "better than 10 m"; a tenth of a minute is 185 m, so type 27 is off by up to 93 m each way.
const ACCURATE_METRES = 10
const LONG_RANGE_METRES = 150

/** The fields of a position other than time and place. */
export const positionFieldsOf = (message: PlacedMessage) => ({
  speedKnots: 'speedKnots' in message ? message.speedKnots : undefined,
  courseDegrees: 'courseDegrees' in message ? message.courseDegrees : undefined,
  headingDegrees: 'headingDegrees' in message ? message.headingDegrees : undefined,
  accuracyMetres: accuracyMetresOf(message),
})

const accuracyMetresOf = (message: PlacedMessage): number | undefined => {
  if (message.kind === 'long-range') return LONG_RANGE_METRES
  return message.accurate ? ACCURATE_METRES : undefined
}
