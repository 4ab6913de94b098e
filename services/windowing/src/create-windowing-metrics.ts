import type { windowingGroups } from '@landfall/contracts'
import type { ArrivalsState, EmittedAlert, GroupsState, World } from '@landfall/mass-arrivals'
import type { Logger, Metrics } from '@landfall/runtime'
import type { CommittedBatch, PartitionView } from '@landfall/stage'
import type { ArrivalsOutput } from './arrivals-stage.ts'
import type { BoundedKind } from './bounded-json.ts'
import { createEvictionWatch } from './create-eviction-watch.ts'

export type StageName = keyof ReturnType<typeof windowingGroups>

/** The metrics of the stages; gauges are computed when they are scraped. */
export const createWindowingMetrics = (
  metrics: Metrics,
  open: MeasuredPartitions,
  clock: () => number,
  logger: Pick<Logger, 'warn'>,
) => {
  const records = metrics.counter('windowing_records_total', 'Records folded', ['stage'])
  const commits = metrics.counter(
    'windowing_commits_total',
    'Commits by outcome; refused: another instance owned the partition',
    ['stage', 'outcome'],
  )
  const rejected = metrics.counter('windowing_rejected_total', 'Observations refused by the arrivals stage', ['code'])
  const versions = metrics.counter('windowing_alert_versions_total', 'Alert versions written', [
    'kind',
    'severity',
    'status',
  ])
  const unreadable = metrics.counter(
    'windowing_unreadable_arrivals_total',
    'Records of the arrivals topic that are no snapshot, watermark or tick',
  )
  const tooLarge = metrics.counter(
    'windowing_too_large_records_total',
    'Records that were larger than they may be and were written as summaries',
    ['kind'],
  )
  const logLag = metrics.gauge(
    'windowing_log_lag_seconds',
    'Age of the last folded record by the time of the log; 0 at the end of the log',
    ['stage', 'partition'],
  )
  const offsetLag = metrics.gauge(
    'windowing_lag_records',
    'Records between the last folded one and the end of the log',
    ['stage', 'partition'],
  )
  const observe = createStateGauges(metrics, open, clock)
  const watchEvictions = createEvictionWatch(metrics, logger, [open.arrivals, open['exercise-arrivals']], clock)

  return {
    observe,
    onArrivals: (outputs: readonly ArrivalsOutput[]): void => {
      for (const output of outputs) if (output.type === 'rejected') rejected.inc({ code: output.code })
      watchEvictions()
    },
    onAlerts: (outputs: readonly EmittedAlert[]): void => {
      for (const { alert } of outputs) {
        const { kind, severity, status } = alert
        versions.inc({ kind, severity, status })
      }
    },
    tooLargeRecord: (kind: BoundedKind) => tooLarge.inc({ kind }),
    onUnreadableArrivals: () => unreadable.inc(),
    ...createExerciseCounters(metrics),
    ...createFaultCounters(metrics),
    onCommitted:
      (stage: StageName) =>
      ({ partition, batch, outcome }: CommittedBatch) => {
        commits.inc({ stage, outcome })
        records.inc({ stage }, batch.entries.length)
        const behind = Math.max(0, batch.highWatermark - batch.nextOffset)
        offsetLag.set({ stage, partition }, behind)
        const last = batch.entries.at(-1)
        if (last !== undefined)
          logLag.set({ stage, partition }, behind === 0 ? 0 : Math.max(0, (clock() - last.timestampMs) / 1_000))
      },
  }
}

/** What a stage could not read or fold. */
const createFaultCounters = (metrics: Metrics) => {
  const unreadableStates = metrics.counter(
    'windowing_unreadable_states_total',
    'States of a partition that could not be read from Redis and were rebuilt',
    ['stage'],
  )
  const deadLetters = metrics.counter(
    'windowing_dead_letters_total',
    'Records that a stage could not fold, set aside in the dead-letter topic',
    ['stage'],
  )
  const alerts = metrics.counter(
    'windowing_unreadable_alerts_total',
    'Records of the alerts topic that are no alerts, each time the topic is read',
  )
  const sources = metrics.counter(
    'windowing_unreadable_sources_total',
    'Records of the sources topic that are no activity, tick or diagnostic',
  )
  const misplaced = metrics.counter(
    'windowing_misplaced_arrivals_total',
    'Records of the arrivals topics that were written to another partition than that of their area, and do not count',
    ['world'],
  )
  return {
    onUnreadableAlert: () => alerts.inc(),
    onUnreadableSource: () => sources.inc(),
    misplaced: (world: World) => (): void => misplaced.inc({ world }),
    unreadableState: (stage: StageName) => unreadableStates.inc({ stage }),
    setAside: (stage: StageName, records: number) => deadLetters.inc({ stage }, records),
  }
}

export type WindowingMetrics = ReturnType<typeof createWindowingMetrics>

/** What there is because exercises have stages of their own. */
const createExerciseCounters = (metrics: Metrics) => {
  const failures = metrics.counter(
    'windowing_stage_failures_total',
    'Failures of a stage that was then opened again: those of exercises',
    ['stage'],
  )
  const skipped = metrics.counter(
    'windowing_passed_over_total',
    'Records of exercises among real ones, or the other way round, as the log has them from before they had topics of their own',
    ['stage'],
  )
  return {
    stageFailed: (stage: StageName): void => failures.inc({ stage }),
    skipped: (stage: StageName) => (): void => skipped.inc({ stage }),
  }
}

/** The partitions whose states are measured. */
type MeasuredPartitions = {
  readonly arrivals: ReadonlyMap<number, PartitionView<ArrivalsState>>
  readonly groups: ReadonlyMap<number, PartitionView<GroupsState>>
  readonly 'exercise-arrivals': ReadonlyMap<number, PartitionView<ArrivalsState>>
  readonly 'exercise-groups': ReadonlyMap<number, PartitionView<GroupsState>>
}

/** The gauges of what the states hold. Returns a function that computes them, to be called before each scrape. */
const createStateGauges = (metrics: Metrics, open: MeasuredPartitions, clock: () => number): (() => void) => {
  const eventLag = metrics.gauge('windowing_event_lag_seconds', 'Age of the newest observation', ['world'])
  const craft = metrics.gauge('windowing_craft', 'Craft in state of the arrivals stage', ['partition', 'world'])
  const followed = metrics.gauge('windowing_followed_craft', 'Craft that are emitted to the groups stage', [
    'partition',
    'world',
  ])
  const visits = metrics.gauge('windowing_visits', 'Visits that count, by area', ['area', 'world'])
  const approaches = metrics.gauge('windowing_approaches', 'Craft that approach, by area', ['area', 'world'])
  const situations = metrics.gauge('windowing_situations', 'Situations of mass arrivals, by area', ['area', 'world'])
  const alerts = metrics.gauge('windowing_open_alerts', 'Open alerts', ['area', 'world', 'kind', 'severity'])
  const pendingAlerts = metrics.gauge(
    'windowing_pending_alerts',
    'Alerts with a change that waits for the next second of the log',
    ['area', 'world'],
  )

  return (): void => {
    for (const gauge of [eventLag, craft, followed, visits, approaches, situations, alerts, pendingAlerts])
      gauge.reset()
    for (const [partition, { state }] of [...open.arrivals, ...open['exercise-arrivals']]) {
      const { world = 'real' } = state
      craft.set({ partition, world }, state.craft.size)
      followed.set({ partition, world }, state.followedCount)
      const newest = state.newestMs[world]
      if (newest !== null) eventLag.set({ world }, Math.max(0, (clock() - newest) / 1_000))
    }
    for (const areaState of [...open.groups.values(), ...open['exercise-groups'].values()].flatMap(({ state }) =>
      state.areaStates.all(),
    )) {
      const labels = { area: areaState.area.areaId, world: areaState.exercise ? 'exercise' : 'real' }
      visits.set(labels, areaState.memberCount())
      approaches.set(labels, areaState.approachCount())
      situations.set(labels, areaState.situations.size)
      pendingAlerts.set(labels, areaState.alerts().filter(({ pending }) => pending !== undefined).length)
      for (const { alert, isOver } of areaState.alerts())
        if (alert.status === 'open' && !isOver) alerts.inc({ ...labels, kind: alert.kind, severity: alert.severity })
    }
  }
}
