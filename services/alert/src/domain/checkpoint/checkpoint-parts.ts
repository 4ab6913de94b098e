import type { AlertAction } from '../alert-action.ts'
import type { AlertEntry } from '../alert-entry.ts'
import { type AlertFold, type DecidedAction, factsOf, isEmptyFold } from '../create-alert-fold.ts'
import type { AlertStore } from '../create-alert-store.ts'
import type { AlertState } from '../fold/decide-next.ts'
import type { LogPosition } from '../log-position.ts'
import { cutIndex } from '../record-index.ts'

/**
 * The form of a checkpoint, and the rules of the fold: whoever changes what a fold holds, or what the same records fold to,
 * counts this up, and checkpoints of other rules are discarded.
 */
export const CHECKPOINT_RULES = 4

/** One alert in a checkpoint: its index, packed and as base64, and its fold or archive. */
export type CheckpointEntry = {
  readonly alertId: string
  readonly versions: string
  readonly actions: string
  readonly archive?: string
  readonly fold?: FoldInCheckpoint
}
/** A fold without the JSON of its newest version. */
type FoldInCheckpoint = Omit<AlertFold, 'alertId' | 'now' | 'decided' | 'pending'> & {
  readonly now: AlertState | null
  readonly decided: readonly [string, DecidedAction][]
  readonly pending: readonly AlertAction[]
}

export type CheckpointPart = Pick<AlertEntry, 'alertId' | 'versions' | 'actions' | 'archive' | 'fold'>

/**
 * Every alert as it was where the window of changes begins, so that whoever starts from here has the same window. References
 * only: encode them later, one by one, with `writeCheckpointEntry`.
 */
export const checkpointParts = ({ alerts, raised, window }: AlertStore): readonly CheckpointPart[] => {
  const unraised = [...alerts.values()].filter(({ raisedIndex }) => raisedIndex < 0)
  return [...raised, ...unraised].flatMap((entry) => {
    const anchor = window.anchors.get(entry.alertId)
    if (anchor !== undefined && isEmptyFold(anchor.fold)) return []
    const { alertId, versions, actions } = entry
    const indexes = { alertId, versions, actions } // They may grow: what is beyond the window's beginning is cut off.
    return anchor === undefined
      ? [{ ...indexes, archive: entry.archive, fold: entry.fold }]
      : [{ ...indexes, archive: null, fold: anchor.fold }]
  })
}

/** `from`: where the window of changes began when the parts were taken. */
export const writeCheckpointEntry = (
  { alertId, versions, actions, archive, fold }: CheckpointPart,
  from: LogPosition,
) =>
  JSON.stringify({
    alertId,
    versions: Buffer.from(cutIndex(versions, from.alerts).bytes).toString('base64'),
    actions: Buffer.from(cutIndex(actions, from.actions).bytes).toString('base64'),
    ...(archive !== null && { archive }),
    ...(fold !== null && { fold: writeFold(fold) }),
  } satisfies CheckpointEntry)

const writeFold = ({ alertId: _alertId, now, decided, pending, ...rest }: AlertFold): FoldInCheckpoint => ({
  ...rest,
  decided: [...decided],
  pending: [...pending].map(({ action }) => action),
  now: now && { version: factsOf(now.version), lifecycle: now.lifecycle, raisedAtMs: now.raisedAtMs },
})
