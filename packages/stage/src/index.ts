export type { CheckpointLog } from './checkpoint/checkpoint-log.ts'
export { type Checkpoints, createCheckpoints, type WrittenCheckpoint } from './checkpoint/create-checkpoints.ts'
export { findCheckpoint } from './checkpoint/find-checkpoint.ts'
export { readCheckpointRecords } from './checkpoint/open-checkpoint-log.ts'
export type { CheckpointRestored, UnusableCheckpoint } from './checkpoint/unusable-checkpoint.ts'
export { consumeStage, type SetAsideRecord, type StageSpec } from './consume-stage.ts'
export { createPriority } from './create-priority.ts'
export {
  createStageMachine,
  type PartitionView,
  type StageMachine,
} from './create-stage-machine.ts'
export { openStageState, type PublishedVersions } from './open-stage-state.ts'
export type { Phase } from './progress.ts'
export { readPublishedVersions } from './read-published-versions.ts'
export { runStage } from './run-stage.ts'
export type { StageBatch } from './stage-batch.ts'
export type {
  Changes,
  Opening,
  ReconcileContext,
  StageDefinition,
  StageRecord,
  StateVersion,
  VersionedOutputs,
} from './stage-definition.ts'
export type { CommittedBatch, ReadPublished, StagePorts, TopicPositions } from './stage-ports.ts'
export type { SetAside } from './step-result.ts'
export { readStoredProgress, type StoredProgress } from './stored-progress.ts'
