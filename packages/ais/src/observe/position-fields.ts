import type { AisMessage } from '../payload/messages.ts'

export type Placed = Extract<AisMessage, { readonly longitude: number | undefined }>
type Moving = Extract<AisMessage, { readonly speedKnots: number | undefined }>

// The flag says "better than 10 m"; a tenth of a minute is 185 m, so type 27 is off by up to 93 m each way.
const ACCURATE_METRES = 10
const LONG_RANGE_METRES = 150

/** What a report says of a position besides the place. Absent: it did not say. */
export const positionFieldsOf = (message: Placed) => ({
  ...('speedKnots' in message ? motionOf(message) : {}),
  ...accuracyOf(message),
})

const motionOf = (message: Moving) => ({
  ...(message.speedKnots === undefined ? {} : { speedKnots: message.speedKnots }),
  ...(message.courseDegrees === undefined ? {} : { courseDegrees: message.courseDegrees }),
  ...('headingDegrees' in message && message.headingDegrees !== undefined
    ? { headingDegrees: message.headingDegrees }
    : {}),
})

const accuracyOf = (message: Placed) => {
  if (message.kind === 'long-range') return { accuracyMetres: LONG_RANGE_METRES }
  return message.accurate ? { accuracyMetres: ACCURATE_METRES } : {}
}
