import type { AlertViewOf, MassArrivalAlert } from '@landfall/contracts'
import { aDistressAlert, anOperatorSide } from '@landfall/testkit'

export const AT = '2026-11-23T09:00:00.000Z'
export const AT_MS = Date.parse(AT)

const sum = (persons: number) => ({ persons, from: AT, to: AT })
const limb = { exceeds: null, min: sum(12), likely: sum(20), max: { ...sum(25), openEnded: false } }

const craft: MassArrivalAlert['craft'][number] = {
  craftId: 'track:1',
  sameAs: [],
  name: null,
  arrivedAt: AT,
  longitude: 173,
  latitude: -34,
  maxInSums: 40,
  unauthorised: { min: 31, likely: 35, max: 40 },
  aboardReport: {
    observationId: 'o1',
    sourceId: 'patrol',
    method: 'sighting',
    observedAt: AT,
    aboard: { min: 31, likely: 35, max: 40 },
    permitted: null,
    notPermitted: null,
  },
  permissionReport: null,
  conflictingReports: [],
  conflictingReportsMore: 0,
}

const operatorSide = anOperatorSide(AT, { allowedActions: ['acknowledge', 'note'] })

/** An open, unacknowledged alarm with one craft, 31 to 40 people, all at `AT`. */
export const anAlertView = (given: Partial<AlertViewOf<'mass-arrival'>> = {}): AlertViewOf<'mass-arrival'> => ({
  alertId: 'nz-1',
  version: 1,
  status: 'open',
  kind: 'mass-arrival',
  exercise: false,
  areaId: 'nz',
  severity: 'alarm',
  certainty: 'observed',
  threshold: 30,
  policy: 'sha256:0',
  supersededBy: null,
  reason: null,
  unauthorised: { min: 31, likely: 35, max: 40, openEnded: false },
  limbs: { sameCraft: limb, sameTime: limb, samePeriod: limb },
  firstArrivalAt: AT,
  lastArrivalAt: AT,
  craft: [craft],
  links: [],
  changes: ['raised'],
  safety: 'Lives at sea come first: this may be a rescue before it is anything else.',
  ...operatorSide,
  ...given,
})

/** A radar that was last heard at `AT` and is expected every minute. */
export const aSilentView = (given: Partial<AlertViewOf<'source-silent'>> = {}): AlertViewOf<'source-silent'> => ({
  alertId: 'source-1',
  version: 1,
  status: 'open',
  kind: 'source-silent',
  exercise: false,
  areaId: null,
  severity: 'caution',
  certainty: 'observed',
  source: { id: 'coast-radar', kind: 'radar' },
  lastHeardAt: AT,
  expectedIntervalSeconds: 60,
  supersededBy: null,
  reason: null,
  changes: ['raised'],
  ...operatorSide,
  ...given,
})

/** An active SART off North Cape, heard once, at `AT`. */
export const aDistressView = (given: Partial<AlertViewOf<'distress'>> = {}): AlertViewOf<'distress'> => ({
  ...aDistressAlert({ alertId: 'distress-1', firstHeardAt: AT, lastHeardAt: AT, loggedAt: AT }),
  ...operatorSide,
  ...given,
})

/** The test of a man overboard device, a caution. */
export const aDistressTestView = (given: Partial<AlertViewOf<'distress'>> = {}): AlertViewOf<'distress'> =>
  aDistressView({ alertId: 'distress-2', device: 'mob', test: true, severity: 'caution', text: 'MOB TEST', ...given })
