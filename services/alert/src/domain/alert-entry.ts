import { archiveOf } from './archive-of.ts'
import { type AlertFold, createAlertFold } from './create-alert-fold.ts'
import { createRecordIndex, cutIndex, type RecordIndex } from './record-index.ts'

/** One alert: where its records are, and the fold of them. */
export type AlertEntry = {
  readonly alertId: string
  versions: RecordIndex
  actions: RecordIndex
  /** Its place in the order of raising; -1 before its first version. */
  raisedIndex: number
  /** Null: the alert is archived. */
  fold: AlertFold | null
  /** What `archiveOf` has kept of the fold. */
  archive: string | null
}

export const createAlertEntry = (alertId: string): AlertEntry => ({
  alertId,
  versions: createRecordIndex(),
  actions: createRecordIndex(),
  raisedIndex: -1,
  fold: createAlertFold(alertId),
  archive: null,
})

/** Takes an alert out of memory. */
export const archiveEntry = (entry: AlertEntry): void => {
  if (entry.fold === null) return
  entry.archive = archiveOf(entry.fold)
  entry.fold = null
  entry.versions = cutIndex(entry.versions)
  entry.actions = cutIndex(entry.actions)
}
