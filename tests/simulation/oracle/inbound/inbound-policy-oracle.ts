import type { Policy } from '@landfall/contracts'

/** What holds where an area says nothing (design: 4, the table of defaults). */
const DEFAULTS = {
  watchDistanceNm: 188,
  horizonHours: 36,
  trackMinutes: 60,
  trackMinutesMin: 20,
  trackHoursMax: 24,
  speedSpread: 0.25,
  courseSpreadDegrees: 20,
  adriftKnots: 1.5,
  speedKnotsMax: 60,
}
export type InboundPolicyOracle = Readonly<typeof DEFAULTS>

export const inboundPolicyOracle = ({ inbound = {} }: Policy): InboundPolicyOracle => ({
  ...DEFAULTS,
  ...(inbound as Partial<typeof DEFAULTS>),
})
