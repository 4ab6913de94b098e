import { type ArrivalsSnapshot, type MassArrivalAlert, parseWireTime } from '@landfall/contracts'
import { createChangeSet } from '../create-change-set.ts'
import type { LogBatch, StateChange } from '../log-batch.ts'
import type { WatchedArea } from '../watched-area.ts'
import { META_KEY, type NewestMs, type World, worldOf } from '../world.ts'
import { adoptAlerts } from './adopt-alerts.ts'
import { createCatchUp } from './ahead.ts'
import type { AreaState } from './create-area-state.ts'
import { createPublishedAlerts, type PublishedAlert } from './create-published-alerts.ts'
import { findForgotten } from './find-forgotten.ts'
import { alertKey, entryKey, type GroupsMeta, type GroupsPhase } from './groups-meta.ts'
import { createAreaStates, loadAreaStates } from './load-area-states.ts'
import { readSnapshot } from './read-snapshot.ts'
import type { HeldAlert } from './reconcile.ts'

const NOT_WATCHED = 'Its area is no longer watched.'

export type GroupsConfig = {
  readonly areas: readonly WatchedArea[]
  /** Changes when an area or a policy does: all alerts are then looked at again. */
  readonly configHash: string
}

/** An alert version, and the time of the log record that led to it. */
export type EmittedAlert = { readonly alert: MassArrivalAlert; readonly loggedAtMs: number }

export type GroupsOutcome = {
  readonly alerts: readonly EmittedAlert[]
  /** Records that are not snapshots; the arrivals stage writes none. */
  readonly unreadable: number
  readonly change: StateChange
}

const readMeta = (stored: ReadonlyMap<string, string>): GroupsMeta | undefined => {
  const text = stored.get(META_KEY)
  return text === undefined ? undefined : (JSON.parse(text) as GroupsMeta)
}

/** Whether the stage must be given the published alerts, because it has no memory of its own of them. */
export const needsPublished = (stored: ReadonlyMap<string, string>): boolean =>
  readMeta(stored)?.phase.phase !== 'telling'

/**
 * One partition of the groups stage: folds craft's arrivals, record by record, into alert versions. The same log gives
 * the same versions, however it is cut into batches. `published` are the alerts of the topic, needed where
 * `needsPublished` says so or there are versions `ahead` of the state (`aheadOf`).
 */
export const openGroups = (
  { areas, configHash }: GroupsConfig,
  stored: ReadonlyMap<string, string>,
  published: readonly PublishedAlert[],
  ahead: readonly MassArrivalAlert[] = [],
) => {
  const meta = readMeta(stored)
  const newestMs: { [world in World]: number | null } = { real: null, exercise: null, ...meta?.newestMs }
  const areaStates = createAreaStates(areas)
  const changes = createChangeSet()
  const strays = loadAreaStates(stored, areaStates)
  const dueAfterMs = new Map<AreaState, number>()
  let phase: GroupsPhase = meta?.phase ?? { phase: 'new' }
  let isConfigNew = meta !== undefined && meta.config !== configHash
  let emitted: EmittedAlert[] = []
  let told = createPublishedAlerts(published)
  let catchUp = createCatchUp(ahead)
  if (phase.phase === 'telling' && !isConfigNew) for (const areaState of areaStates.all()) areaState.evaluate()

  /** Stores what became of a area state's alerts, and passes the new versions on. */
  const noteAlerts = (
    before: readonly HeldAlert[],
    areaState: AreaState,
    versions: readonly MassArrivalAlert[],
    loggedAtMs: number,
  ): void => {
    const [were, after] = [new Set(before), areaState.alerts()]
    for (const held of after) if (!were.has(held)) changes.set(alertKey(held.alert.alertId), held)
    const are = new Set(after.map(({ alert }) => alert.alertId))
    for (const { alert } of before) if (!are.has(alert.alertId)) changes.set(alertKey(alert.alertId), undefined)
    for (const alert of versions) emitted.push({ alert, loggedAtMs })
  }

  const forget = (areaState: AreaState): void => {
    const newest = newestMs[worldOf(areaState.exercise)]
    if (newest === null || newest <= (dueAfterMs.get(areaState) ?? Number.NEGATIVE_INFINITY)) return
    const before = areaState.alerts()
    const forgotten = findForgotten(areaState, newest)
    dueAfterMs.set(areaState, forgotten.dueAfterMs)
    if (forgotten.changed.size === 0 && before.every((alert, at) => alert === forgotten.alerts[at])) return
    areaState.forget(forgotten.changed, forgotten.alerts)
    for (const [craftId, entry] of forgotten.changed) changes.set(entryKey(areaState, craftId), entry)
    noteAlerts(before, areaState, [], 0)
  }

  const forgetAll = (): void => {
    if (phase.phase === 'telling') for (const each of areaStates.all()) forget(each)
  }

  const foldSnapshot = (snapshot: ArrivalsSnapshot, loggedAtMs: number): void => {
    const world = worldOf(snapshot.exercise)
    const newest = Math.max(newestMs[world] ?? Number.NEGATIVE_INFINITY, parseWireTime(snapshot.newestObservationAt))
    newestMs[world] = newest
    const areaState = areaStates.of(snapshot.areaId, world)
    if (areaState === undefined) return
    const { retentionMs } = areaState.area.rules
    // What is over by the time of this record is forgotten before it can be changed.
    forgetAll()
    const entry = areaState.read(snapshot, newest - retentionMs)
    if (entry !== 'older') {
      changes.set(entryKey(areaState, snapshot.craftId), entry)
      const before = areaState.alerts()
      // What is due sooner now: what this craft brings, and what a situation that came apart has held.
      let oldestMs = Math.min(...(entry?.visits ?? []).map(({ lastMs }) => lastMs))
      if (phase.phase === 'telling') {
        const changed = areaState.change(snapshot.craftId, entry)
        noteAlerts(before, areaState, changed.versions, loggedAtMs)
        oldestMs = Math.min(oldestMs, changed.oldestMs)
      } else areaState.restore(snapshot.craftId, entry)
      dueAfterMs.set(areaState, Math.min(dueAfterMs.get(areaState) ?? Number.NEGATIVE_INFINITY, oldestMs + retentionMs))
    }
    forgetAll()
  }

  /** Works everything out from the craft at hand, and tells the difference to the alerts at hand. */
  const review = (loggedAtMs: number): void => {
    if (phase.phase === 'due') {
      // Where the log has nothing of a world any more, its alerts are long over and keep their last word.
      for (const { last } of told.all()) if (newestMs[worldOf(last.exercise)] !== null) areaStates.ofAlert(last)
    }
    for (const areaState of areaStates.all()) {
      const before = areaState.alerts()
      if (phase.phase === 'due') {
        areaState.setAlerts(adoptAlerts(told.all(), areaState))
        dueAfterMs.delete(areaState) // Those long over among them are forgotten first, and keep their last word.
      }
      areaState.evaluate()
      forget(areaState)
      const isWatched = areas.includes(areaState.area)
      noteAlerts(before, areaState, areaState.reconcile(isWatched ? undefined : NOT_WATCHED), loggedAtMs)
    }
    for (const key of strays) changes.set(key, undefined)
    isConfigNew = false
    phase = { phase: 'telling' }
    if (catchUp.isDone()) told = createPublishedAlerts()
  }

  /**
   * A state behind the topic may tell only what stands there already. One that comes to something else, or at the end of
   * the log has not come to all of it, is made whole in silence and goes on from what the topic says.
   */
  const followTopic = ({ nextOffset, highWatermark }: Omit<LogBatch, 'entries'>): void => {
    const alerts = emitted.map(({ alert }) => alert)
    if (catchUp.follow(alerts, { nextOffset, highWatermark })) {
      for (const alert of alerts) told.take(alert)
      return
    }
    emitted = []
    phase = nextOffset < highWatermark ? { phase: 'silent', untilOffset: highWatermark } : { phase: 'due' }
    catchUp = createCatchUp([])
  }

  const isReviewDue = (): boolean => phase.phase === 'due' || (phase.phase === 'telling' && isConfigNew)

  const fold = ({ entries, nextOffset, highWatermark }: LogBatch): GroupsOutcome => {
    let unreadable = 0
    if (isReviewDue()) review(entries[0]?.timestampMs ?? newestMs.real ?? newestMs.exercise ?? 0)
    if (phase.phase === 'new') phase = { phase: 'silent', untilOffset: highWatermark }
    for (const { value, timestampMs } of entries) {
      const snapshot = readSnapshot(value)
      if (snapshot === undefined) unreadable += 1
      else foldSnapshot(snapshot, timestampMs)
    }
    // What is told next is told from a state that is stored: a stalled former owner can then tell nothing else.
    if (phase.phase === 'silent' && nextOffset >= phase.untilOffset) phase = { phase: 'due' }
    if (!catchUp.isDone()) followTopic({ nextOffset, highWatermark })
    changes.set(META_KEY, { config: configHash, newestMs, phase } satisfies GroupsMeta)
    const alerts = emitted
    emitted = []
    return { alerts, unreadable, change: changes.take() }
  }

  return {
    fold,
    /** Fold an empty batch at once: there is something to tell, or to take up from the topic, that waits for no record. */
    isDue: (): boolean => isReviewDue() || catchUp.isWaiting(),
    /** The state knows of every version that was in the topic when it was opened. */
    isCaughtUp: () => phase.phase === 'telling' && catchUp.isDone(),
    /** The state is being made anew from the log, and nothing is told meanwhile. */
    isSilent: () => phase.phase === 'silent' || phase.phase === 'due',
    areaStates: areaStates.all,
    newestMs: (): NewestMs => ({ ...newestMs }),
  }
}
export type GroupsPartition = ReturnType<typeof openGroups>
