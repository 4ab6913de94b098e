import { type Approach, type ArrivalsSnapshot, Policy, topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { createMetrics } from '@landfall/runtime'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { sightedPersons } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { createWindowingMetrics } from './create-windowing-metrics.ts'
import { groupsStage } from './groups-stage.ts'

const AT = '2026-11-23T09:00:00.000Z'
const area = watchArea({ areaId: 'nz', contains: () => true, policy: Policy.parse({}) })
const isUnknown = { name: null, callSign: null, imo: null, flag: null, shipType: null, lengthMetres: null }
const persons = (people: number) => sightedPersons(people, 'patrol-7', AT)
const last = { at: AT, longitude: 179, latitude: -35 }
const approach: Approach = {
  state: 'unknown',
  motion: null,
  first: null,
  last,
  jumps: [],
  speedKnots: null,
  courseDegrees: null,
  distanceToAreaNm: 60,
  rays: [],
  eta: null,
  crossing: null,
  fixes: [last],
  persons: persons(40),
}
const snapshots: readonly Pick<ArrivalsSnapshot, 'craftId' | 'visits' | 'approach'>[] = [
  { craftId: 't:a', visits: [{ arrivedAt: AT, longitude: 175, latitude: -35, lastAt: AT, persons: persons(31) }] },
  { craftId: 't:b', visits: [], approach },
  { craftId: 't:c', visits: [], approach: { ...approach, state: 'passing' } },
]

test('approaches are counted, and open alerts by kind', async () => {
  const groups = driveStage(groupsStage({ areas: [area], configHash: area.policyHash }, topics('t')))
  const entries = snapshots.map((snapshot, offset) => ({
    offset,
    timestampMs: Date.parse(AT),
    key: snapshot.craftId,
    value: JSON.stringify({
      type: 'arrivals',
      areaId: 'nz',
      exercise: false,
      craft: { ...isUnknown, scheduledService: false, domestic: false, sameAs: [] },
      knownFrom: null,
      newestObservationAt: AT,
      reflects: { partition: 0, offset },
      ...snapshot,
    }),
  }))
  const outputs = [
    ...groups.fold({ entries, nextOffset: entries.length, highWatermark: entries.length }),
    ...groups.settle(entries.length),
  ]
  const metrics = createMetrics()
  const view = { state: groups.state, phase: groups.phase, isRebuilding: () => false }
  const none = { arrivals: new Map(), 'exercise-arrivals': new Map(), 'exercise-groups': new Map() }
  const open = { ...none, groups: new Map([[0, view]]) }
  const { observe, onAlerts } = createWindowingMetrics(metrics, open, () => Date.parse(AT), { warn: () => {} })
  onAlerts(outputs)
  observe()
  const page = await metrics.registry.metrics()
  const linesOf = (name: string): readonly string[] =>
    page.split('\n').flatMap((line) => (line.startsWith(`landfall_windowing_${name}{`) ? [line.slice(19)] : []))
  expect(linesOf('approaches')).toEqual(['approaches{area="nz",world="real"} 2'])
  expect(linesOf('open_alerts')).toEqual([
    'open_alerts{area="nz",world="real",kind="mass-arrival",severity="warning"} 1',
    'open_alerts{area="nz",world="real",kind="inbound-group",severity="caution"} 1',
  ])
  expect(linesOf('alert_versions_total')).toEqual([
    'alert_versions_total{kind="mass-arrival",severity="warning",status="open"} 1',
    'alert_versions_total{kind="inbound-group",severity="caution",status="open"} 1',
  ])
})
