import type { Limb, MassArrivalAlert } from '@landfall/contracts'
import { sightedPersons } from './sighted-persons.ts'

const AT = '2026-11-23T09:02:00.000Z'
const sum = { persons: 42, from: AT, to: AT }
const limb: Limb = { exceeds: 'likely', min: { ...sum, persons: 0 }, likely: sum, max: { ...sum, openEnded: false } }

/** A warning of version 1: one craft, sighted with 42 people of unknown permission. */
export const anAlert = (given: Partial<MassArrivalAlert> = {}): MassArrivalAlert => ({
  alertId: 'nz-20261123-7f3a9c1e',
  version: 1,
  status: 'open',
  kind: 'mass-arrival',
  exercise: false,
  areaId: 'nz',
  severity: 'warning',
  certainty: 'likely',
  threshold: 30,
  policy: `sha256:${'4b'.repeat(32)}`,
  unauthorised: { min: 0, likely: 42, max: 42, openEnded: false },
  limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb },
  firstArrivalAt: AT,
  lastArrivalAt: AT,
  craft: [
    {
      craftId: 'track:radar3-8841',
      sameAs: [],
      name: null,
      arrivedAt: AT,
      longitude: 173.051,
      latitude: -34.402,
      ...sightedPersons(42, 'patrol-1', AT),
    },
  ],
  links: [],
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  safety: 'Lives at sea come first: this may be a rescue before it is anything else.',
  ...given,
})
