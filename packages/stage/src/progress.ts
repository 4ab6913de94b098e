/** How far a partition of a stage is with emitting. */
export type Phase = 'rebuilding' | 'reconciling' | 'live'

export type Progress =
  /** The state is rebuilt from the log, and emits nothing before `untilOffset`; null: not yet known how far. */
  | { readonly phase: 'rebuilding'; readonly untilOffset: number | null }
  /** The state is complete and stored: one `reconcile` emits the difference to what readers know. */
  | { readonly phase: 'reconciling'; readonly fromPublished: boolean }
  | { readonly phase: 'live' }

type Position = { readonly nextOffset: number; readonly highWatermark: number }

export const REBUILD: Progress = { phase: 'rebuilding', untilOffset: null }
const RECONCILE: Progress = { phase: 'reconciling', fromPublished: true }
export const LIVE: Progress = { phase: 'live' }

/** Before a batch: a rebuild goes as far as the log did when it began. */
export const beginBatch = (progress: Progress, { highWatermark }: Position): Progress =>
  progress.phase === 'rebuilding' && progress.untilOffset === null
    ? { phase: 'rebuilding', untilOffset: highWatermark }
    : progress

/**
 * After a batch. What is emitted next is emitted from a stored state, so that a stalled former owner can then emit nothing
 * else: the reconcile is a step of its own.
 */
export const endBatch = (progress: Progress, { nextOffset }: Position): Progress =>
  progress.phase === 'rebuilding' && progress.untilOffset !== null && nextOffset >= progress.untilOffset
    ? RECONCILE
    : progress

/** After the state has led to something else than the topic holds: it goes on from what the topic says. */
export const afterDivergence = ({ nextOffset, highWatermark }: Position): Progress =>
  nextOffset < highWatermark ? { phase: 'rebuilding', untilOffset: highWatermark } : RECONCILE

type Stored = { readonly progress: Progress; readonly configHash: string; readonly rules: number }
type Definition = {
  readonly configHash: string
  readonly onConfigChange: 'rebuild' | 'reconcile'
  readonly stateVersion: { readonly rules: number }
}
type Opened = {
  readonly progress: Progress
  /** What is stored is of no use: begin with nothing, at the earliest record. */
  readonly startsOver: boolean
}

/**
 * With what an opened partition goes on. A state that was not live when it was stored is first brought to the end of the
 * log as it is now: the topics may have gone on without it.
 */
export const initialProgress = (
  stored: Stored | undefined,
  { configHash, onConfigChange, stateVersion }: Definition,
): Opened => {
  if (stored === undefined) return { progress: REBUILD, startsOver: true }
  const isOther = stored.configHash !== configHash
  if (stored.rules !== stateVersion.rules) return { progress: REBUILD, startsOver: true }
  if (isOther && onConfigChange === 'rebuild') return { progress: REBUILD, startsOver: true }
  if (stored.progress.phase !== 'live') return { progress: REBUILD, startsOver: false }
  return { progress: isOther ? { phase: 'reconciling', fromPublished: false } : LIVE, startsOver: false }
}

/** Readers wait for a state that is being rebuilt. One that has nothing to be rebuilt from keeps nobody waiting. */
export const isRebuilding = (progress: Progress): boolean =>
  progress.phase === 'reconciling' || (progress.phase === 'rebuilding' && progress.untilOffset !== null)
