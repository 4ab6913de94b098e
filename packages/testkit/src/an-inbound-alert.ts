import type { InboundGroupAlert } from '@landfall/contracts'
import { sightedPersons } from './sighted-persons.ts'

const SIGHTED_AT = '2026-11-23T02:00:00.000Z'
const first = { at: SIGHTED_AT, longitude: 179.268, latitude: -38 }
const last = { at: '2026-11-23T03:00:00.000Z', longitude: 179.057, latitude: -38 }
const eta = {
  earliest: '2026-11-23T07:00:00.000Z',
  likely: '2026-11-23T08:00:00.000Z',
  latest: '2026-11-23T10:10:00.000Z',
}

/** A warning of version 1: one boat with 40 people, sighted 60 nm east of 178° E, an hour later 10 nm further west (design: inbound groups). */
export const anInboundAlert = (given: Partial<InboundGroupAlert> = {}): InboundGroupAlert => ({
  alertId: 'nz-20261123-51b7c0d2',
  version: 1,
  status: 'open',
  kind: 'inbound-group',
  exercise: false,
  areaId: 'nz',
  severity: 'warning',
  certainty: 'likely',
  threshold: 30,
  policy: `sha256:${'4b'.repeat(32)}`,
  unauthorised: { min: 0, likely: 40, max: 40, openEnded: false },
  arrived: 0,
  inbound: 40,
  eta,
  craft: [
    {
      craftId: 'track:orion-4',
      sameAs: [],
      name: null,
      longitude: last.longitude,
      latitude: last.latitude,
      arrivedAt: null,
      approach: {
        state: 'heading-in',
        motion: 'made-good',
        first,
        last,
        jumps: [],
        speedKnots: 10,
        courseDegrees: 270.1,
        distanceToAreaNm: 50,
        rays: [
          { courseDegrees: 250.1, lengthNm: 53 },
          { courseDegrees: 255.1, lengthNm: 51.6 },
          { courseDegrees: 260.1, lengthNm: 50.7 },
          { courseDegrees: 265.1, lengthNm: 50.1 },
          { courseDegrees: 270.1, lengthNm: 50 },
          { courseDegrees: 275.1, lengthNm: 50.3 },
          { courseDegrees: 280.1, lengthNm: 50.9 },
          { courseDegrees: 285.1, lengthNm: 52 },
          { courseDegrees: 290.1, lengthNm: 53.5 },
        ],
        eta,
        crossing: { longitude: 178, latitude: -37.9938 },
      },
      ...sightedPersons(40, 'orion-4', SIGHTED_AT),
    },
  ],
  links: [],
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  safety: 'Lives at sea come first: this may be a rescue before it is anything else.',
  ...given,
})
