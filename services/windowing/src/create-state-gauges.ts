import type { ArrivalsState, GroupsState } from '@landfall/mass-arrivals'
import type { Metrics } from '@landfall/runtime'
import type { PartitionView } from '@landfall/stage'

/** The partitions whose states are measured. */
export type MeasuredPartitions = {
  readonly arrivals: ReadonlyMap<number, PartitionView<ArrivalsState>>
  readonly groups: ReadonlyMap<number, PartitionView<GroupsState>>
}

/** The gauges of what the states hold. Returns a function that computes them, to be called before each scrape. */
export const createStateGauges = (metrics: Metrics, open: MeasuredPartitions, clock: () => number): (() => void) => {
  const eventLag = metrics.gauge('windowing_event_lag_seconds', 'Age of the newest observation', ['world'])
  const craft = metrics.gauge('windowing_craft', 'Craft in state of the arrivals stage', ['partition'])
  const visits = metrics.gauge('windowing_visits', 'Visits that count, by area', ['area', 'world'])
  const situations = metrics.gauge('windowing_situations', 'Situations, by area', ['area', 'world'])
  const alerts = metrics.gauge('windowing_open_alerts', 'Open alerts', ['area', 'world', 'severity'])

  return (): void => {
    for (const gauge of [eventLag, craft, visits, situations, alerts]) gauge.reset()
    for (const [partition, { state }] of open.arrivals) {
      craft.set({ partition }, state.craft.size)
      for (const world of ['real', 'exercise'] as const) {
        const newest = state.newestMs[world]
        if (newest !== null) eventLag.set({ world }, Math.max(0, (clock() - newest) / 1_000))
      }
    }
    for (const areaState of [...open.groups.values()].flatMap(({ state }) => state.areaStates.all())) {
      const labels = { area: areaState.area.areaId, world: areaState.exercise ? 'exercise' : 'real' }
      visits.set(labels, areaState.memberCount())
      situations.set(labels, areaState.situations.size)
      for (const { alert, isOver } of areaState.alerts())
        if (alert.status === 'open' && !isOver) alerts.inc({ ...labels, severity: alert.severity })
    }
  }
}
