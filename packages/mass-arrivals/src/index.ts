export { alertJson } from './alerts/alert-json.ts'
export { ALERT_BYTES_MAX } from './alerts/alert-limits.ts'
export type { AreaAlert } from './alerts/area-alert.ts'
export { collectPublished, createPublishedAlerts, type PublishedAlert } from './alerts/create-published-alerts.ts'
export { alertKey, decodeHeldAlert, type HeldAlert } from './alerts/held-alert.ts'
export { summariseAlert } from './alerts/summarise-alert.ts'
export {
  ARRIVALS_BYTES_MAX,
  ARRIVALS_LIMITS,
  CRAFT_RECORDS_BYTES_MAX,
  REJECTED_BYTES_MAX,
} from './arrivals/arrivals-limits.ts'
export {
  type ArrivalsEntry,
  type ArrivalsState,
  decodeArrivals,
  encodeArrivals,
  isolateCraft,
  newArrivalsState,
  noteArrivalsMeta,
} from './arrivals/arrivals-state.ts'
export { allSnapshots, changedSnapshots } from './arrivals/changed-snapshots.ts'
export { CRAFT_LIMITS, type CraftLimits } from './arrivals/craft-limits.ts'
export { craftStateKey } from './arrivals/craft-state-key.ts'
export { allWatermarks, dueWatermarks } from './arrivals/due-watermarks.ts'
export { foldObservation } from './arrivals/fold-observation.ts'
export { readLoggedObservation } from './arrivals/observations/validate-observation.ts'
export { readStoredCraft, type StoredCraft } from './arrivals/read-stored-craft.ts'
export { summariseArrivals } from './arrivals/summarise-arrivals.ts'
export { contradictsArrival } from './contradicts-arrival.ts'
export {
  createRecount,
  type Recount,
  type Recounted,
  type RecountedAlert,
  type RecountedInbound,
  type RecountFault,
} from './create-recount.ts'
export { type EntryChanges, META_KEY } from './entry-changes.ts'
export { bucketOf, VERSION_BUCKET_MS } from './groups/bucket-of.ts'
export type { CraftEntry } from './groups/craft-entry.ts'
export { AWAITED_MS } from './groups/end-awaiting.ts'
export {
  type EmittedAlert,
  foldArrivalsRecord,
  restoreArrivalsRecord,
  waitingAreaId,
} from './groups/fold-arrivals-record.ts'
export {
  craftEntryKey,
  decodeGroups,
  encodeGroups,
  evaluateGroups,
  type GroupsEntry,
  type GroupsState,
  knowsAlertVersion,
  newGroupsState,
  noteGroupsMeta,
} from './groups/groups-state.ts'
export { readArrivalsRecord } from './groups/read-arrivals-record.ts'
export { reconcileGroups } from './groups/reconcile-groups.ts'
export type { LogEntry } from './log-entry.ts'
export { type PreviewedRun, previewRetraction } from './preview-retraction.ts'
export { readAreaFile, type WatchedArea, watchArea } from './watched-area.ts'
export { type World, worldOf } from './world.ts'
