import type { AlertViewOf, ApproachEvidence, InboundCraft } from '@landfall/contracts'
import { AT, AT_MS, anAlertView } from './an-alert-view.ts'

const HOUR_MS = 3_600_000
const hoursAfter = (hours: number): string => new Date(AT_MS + hours * HOUR_MS).toISOString()

/** Last seen at `AT`, 50 nm out: earliest 4 h later, likely 5 h, latest 7 h 10 min. */
export const anApproach = (given: Partial<ApproachEvidence> = {}): ApproachEvidence => ({
  state: 'heading-in',
  motion: 'made-good',
  first: { at: hoursAfter(-1), longitude: 179.269, latitude: -38 },
  last: { at: AT, longitude: 179.058, latitude: -38 },
  jumps: [],
  speedKnots: 10,
  courseDegrees: 270,
  distanceToAreaNm: 50,
  rays: [53.5, 52, 51, 50.3, 50, 50.3, 51, 52, 53.5].map((lengthNm, i) => ({ courseDegrees: 250 + 5 * i, lengthNm })),
  eta: { earliest: hoursAfter(4), likely: hoursAfter(5), latest: hoursAfter(7 + 1 / 6) },
  crossing: { longitude: 178, latitude: -38 },
  ...given,
})

/** 31 to 40 people on a boat that heads in. */
export const anInboundCraft = (given: Partial<InboundCraft> = {}): InboundCraft => {
  const [visit] = anAlertView().craft
  if (visit === undefined) throw new Error('the builder makes an alert with a craft')
  return { ...visit, longitude: 179.058, latitude: -38, arrivedAt: null, approach: anApproach(), ...given }
}

/** An open, unacknowledged warning of one boat with 31 to 40 people, 4 to 7 h before its arrival. */
export const anInboundView = (given: Partial<AlertViewOf<'inbound-group'>> = {}): AlertViewOf<'inbound-group'> => {
  const { limbs: _, firstArrivalAt: __, lastArrivalAt: ___, ...common } = anAlertView()
  return {
    ...common,
    alertId: 'nz-in',
    kind: 'inbound-group',
    severity: 'warning',
    certainty: 'likely',
    arrived: 0,
    inbound: 35,
    eta: anApproach().eta,
    craft: [anInboundCraft()],
    links: [],
    changes: ['raised'],
    ...given,
  }
}
