import { formatWireTime } from '@landfall/contracts'
import { readTopicId } from '@landfall/kafka'
import { findCheckpoint, readCheckpointRecords, readStoredProgress, type StoredProgress } from '@landfall/stage'
import { UsageError } from '../command-line/command-error.ts'
import { formatNumber } from '../command-line/format-elapsed.ts'
import type { Inspection, StageName } from './open-inspection.ts'

export type PartitionReport = {
  readonly stage: StageName
  readonly partition: number
  /** The first offset that is not in the state; null where nothing is stored. */
  readonly nextOffset: number | null
  /** Of the last commit. */
  readonly revision: string | null
  readonly entries: number
  /** By the first word of their names. */
  readonly entriesByKind: Readonly<Record<string, number>>
  /** What the stage remembers beside its state; null where nothing is stored. */
  readonly progress: StoredProgress | null
  readonly topic: string
  readonly topicId: string
  readonly lowOffset: number
  readonly endOffset: number
  /** Records of the log that are not in the state. */
  readonly lag: number
  /** What a state goes on from when Redis has lost it; null where there is none. */
  readonly checkpoint: CheckpointReport | null
}

type CheckpointReport = {
  readonly nextOffset: number
  readonly entries: number
  /** By the log. */
  readonly writtenAt: string
}

/** Everything but the entries themselves. Throws LF_STORE_CORRUPT where the stored state is not whole, LF_STATE_TOO_NEW where a newer version has written it. */
export const inspectPartition = async (
  inspection: Inspection,
  stage: StageName,
  partition: number,
): Promise<PartitionReport> => {
  const topic = inspection.inputTopic(stage)
  if (partition >= topic.partitions)
    throw new UsageError(`N ${partition}: ${stage} has partitions 0 to ${topic.partitions - 1}`)
  const { nextOffset, revision, entries } = await inspection.state(stage).read(partition)
  const { low, high } = await inspection.bounds(topic, partition)
  return {
    stage,
    partition,
    nextOffset,
    revision,
    entries: entries.size,
    entriesByKind: countKinds([...entries.keys()]),
    progress: readStoredProgress(entries) ?? null,
    topic: topic.name,
    topicId: await readTopicId({ ...inspection.kafka, topic: topic.name }),
    lowOffset: low,
    endOffset: high,
    lag: high - Math.max(low, nextOffset ?? low),
    checkpoint: await inspectCheckpoint(inspection, stage, partition),
  }
}

const inspectCheckpoint = async (
  { kafka, topics }: Inspection,
  name: StageName,
  partition: number,
): Promise<CheckpointReport | null> => {
  const found = findCheckpoint(
    await readCheckpointRecords({ ...kafka, topic: topics.stateCheckpoints, name, partition }),
  )
  if (typeof found === 'string') return null
  const { nextOffset, entries, writtenAtMs } = found
  return { nextOffset, entries: entries.size, writtenAt: formatWireTime(writtenAtMs) }
}

const countKinds = (names: readonly string[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {}
  for (const name of names.toSorted()) {
    const [kind = ''] = name.split('/')
    counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

export const partitionLines = (report: PartitionReport): readonly string[] => {
  const { stage, partition, nextOffset, revision, entries, entriesByKind, progress, topic, topicId } = report
  const kinds = Object.entries(entriesByKind).map(([kind, count]) => `${formatNumber(count)} ${kind}`)
  const log = `${topic}, offsets ${report.lowOffset} to ${report.endOffset}, ${formatNumber(report.lag)} not in the state`
  const { checkpoint } = report
  const copy =
    checkpoint === null
      ? 'none'
      : `of ${checkpoint.writtenAt}, next offset ${checkpoint.nextOffset}, ${formatNumber(checkpoint.entries)} entries`
  const around = [`  log            ${log}`, `  checkpoint     ${copy}`]
  if (nextOffset === null) return [`${stage} ${partition}: nothing is stored`, ...around]
  const published = (progress?.published ?? []).map(([index, offset]) => `${index}: ${offset}`)
  const isOther = progress?.logId != null && progress.logId !== topicId
  return [
    `${stage} ${partition}`,
    `  next offset    ${nextOffset}`,
    ...around,
    `  log id         ${progress?.logId ?? 'not stored'}${isOther ? `; the topic is another: ${topicId}` : ''}`,
    `  phase          ${progress === null ? 'none' : describePhase(progress)}`,
    `  state          ${progress === null ? 'none' : `format ${progress.format}, rules ${progress.rules}`}`,
    `  config         ${progress?.configHash || 'none'}`,
    `  entries        ${formatNumber(entries)}: ${kinds.join(', ')}`,
    `  published to   ${published.length === 0 ? 'nothing' : published.join(', ')}`,
    `  revision       ${revision ?? 'none'}`,
  ]
}

const describePhase = ({ progress }: StoredProgress): string =>
  progress.phase === 'rebuilding' && progress.untilOffset !== null
    ? `rebuilding, up to offset ${progress.untilOffset}`
    : progress.phase
