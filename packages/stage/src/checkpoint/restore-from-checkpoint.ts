import { isLandfallError, LandfallError } from '@landfall/runtime'
import { openStageState, type StageState } from '../open-stage-state.ts'
import type { StageDefinition } from '../stage-definition.ts'
import type { StagePorts } from '../stage-ports.ts'
import { ENGINE_KEY, readStoredProgress } from '../stored-progress.ts'
import { partsOf } from './encode-checkpoint.ts'
import type { StateCheckpoint } from './find-checkpoint.ts'
import type { UnusableCheckpoint } from './unusable-checkpoint.ts'

type Ports = Pick<
  StagePorts<never, never, never>,
  'commit' | 'partitions' | 'checkpoints' | 'onRestored' | 'onUnusable'
>

/** In place of the engine's entry while a state is being written to the store: whoever finds it discards what is there. */
const UNFINISHED = JSON.stringify({ unfinished: true })
export const isUnfinished = (entries: ReadonlyMap<string, string>): boolean => entries.get(ENGINE_KEY) === UNFINISHED

/** Of one commit: a script of this size holds up Redis for some 10 ms. */
const PART_CHARACTERS = 4 * 1_048_576

/**
 * The state of the newest checkpoint, stored again as it was then: it goes on like one that was restored from a backup. Undefined
 * where there is none of use; what there is of no use is revoked, since it must not be used later either, when configuration or
 * rules are as they were: what was emitted in between would not be known.
 */
export const restoreFromCheckpoint = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  partition: number,
  logId: string,
  ports: Ports,
): Promise<(StageState<State> & { readonly checkpoint: StateCheckpoint }) | undefined> => {
  const { checkpoints, partitions } = ports
  const found = await checkpoints?.find()
  if (checkpoints === undefined || found === undefined || found === 'none') return undefined
  const bounds = await checkpoints.logBounds()
  const unusable = async (reason: UnusableCheckpoint): Promise<undefined> => {
    await checkpoints.revoke()
    ports.onUnusable?.(partition, reason)
  }
  if (typeof found === 'string') return unusable(found)
  const opened = open(definition, found, { partition, partitions, logId, bounds })
  if (typeof opened === 'string') return unusable(opened)
  await store(found, partition, ports)
  const { nextOffset, writtenAtMs, entries } = found
  ports.onRestored?.(partition, { nextOffset, writtenAtMs, entries: entries.size, endOffset: bounds.high })
  return { ...opened, checkpoint: found }
}

type Place = {
  readonly partition: number
  readonly partitions: number
  readonly logId: string
  readonly bounds: { readonly low: number; readonly high: number }
}

const open = <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { entries, nextOffset }: StateCheckpoint,
  { bounds, ...place }: Place,
): StageState<State> | UnusableCheckpoint => {
  const { stateVersion } = definition
  try {
    const stored = readStoredProgress(entries, { of: 'the checkpoint', formatMax: stateVersion.format })
    if (stored?.logId !== place.logId) return 'other-log'
    if (stored.partitions !== place.partitions) return 'other-partitions'
    if (nextOffset < bounds.low || nextOffset > bounds.high) return 'offset-gap'
    const opened = openStageState(definition, { ...place, entries })
    if (!opened.startsOver) return opened
    return stored.rules === stateVersion.rules ? 'other-configuration' : 'other-rules'
  } catch (error) {
    return isLandfallError(error, 'LF_STATE_TOO_NEW') ? 'newer-format' : 'unreadable'
  }
}

/** In several commits; until the last one it is nobody's state. */
const store = async (
  { entries, nextOffset }: StateCheckpoint,
  partition: number,
  { commit }: Pick<Ports, 'commit'>,
): Promise<void> => {
  let expectedOffset: number | null = null
  const write = async (puts: ReadonlyMap<string, string>): Promise<void> => {
    const outcome = await commit(partition, { expectedOffset, nextOffset, puts, deletes: [] })
    if (outcome === 'refused')
      throw new LandfallError('LF_FENCED', `partition ${partition} has another owner`, { retryable: true })
    expectedOffset = nextOffset
  }
  for (const part of partsOf(entries, PART_CHARACTERS)) await write(new Map([...part, [ENGINE_KEY, UNFINISHED]]))
  await write(new Map([[ENGINE_KEY, entries.get(ENGINE_KEY) ?? '']]))
}
