import type { DistressAlert } from '@landfall/contracts'

const AT = '2026-11-23T09:00:00.000Z'

/** The first version of an active SART off North Cape, heard once. */
export const aDistressAlert = (given: Partial<DistressAlert> = {}): DistressAlert => ({
  alertId: 'distress-mmsi-970012345-20261123-7f3a9c1e40b2',
  version: 1,
  status: 'open',
  kind: 'distress',
  exercise: false,
  areaId: null,
  severity: 'alarm',
  certainty: 'observed',
  craftId: 'mmsi:970012345',
  device: 'sart',
  test: false,
  text: 'SART ACTIVE',
  place: { longitude: 173.2, latitude: -34.1, observedAt: AT },
  firstHeardAt: AT,
  lastHeardAt: AT,
  heardBy: { id: 'coast-ais', kind: 'ais' },
  loggedAt: AT,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  ...given,
})
