import { isLandfallError, LandfallError } from '@landfall/runtime'
import type { Loaded, StagePorts } from './run-stage.ts'
import type { OpenedStage } from './stage.ts'

/** The entry that says from which log the state was made. The stages know nothing of it. */
const LOG_KEY = 'log'

type Opened<Record> = {
  readonly loaded: Loaded
  readonly opened: OpenedStage<Record>
  /** To be stored with the next commit; empty where it is. */
  readonly logNote: ReadonlyMap<string, string>
}
type Ports<Record> = Pick<StagePorts<Record>, 'load' | 'discard' | 'logId' | 'open' | 'onUnreadable'>

/**
 * What is stored, whole and opened, or nothing of it: one entry that cannot be read makes all the others doubtful. A state
 * made from another log is LF_OFFSET_GAP, also where its offset is there in this one.
 */
export const openStored = async <Record>(partition: number, ports: Ports<Record>): Promise<Opened<Record>> => {
  const logId = await ports.logId()
  try {
    const loaded = await ports.load(partition)
    const entries = new Map(loaded.entries)
    const madeFrom = entries.get(LOG_KEY)
    entries.delete(LOG_KEY)
    if (madeFrom !== undefined && madeFrom !== logId) throw otherLog(partition, madeFrom, logId)
    const logNote = new Map(madeFrom === undefined ? [[LOG_KEY, logId]] : [])
    return { loaded, logNote, opened: await openEntries(partition, entries, ports) }
  } catch (error) {
    if (!isLandfallError(error, 'LF_STORE_CORRUPT')) throw error
    if ((await ports.discard(partition)) === 'discarded') ports.onUnreadable?.(partition, error)
    throw toBeOpenedAgain(partition, error)
  }
}

const openEntries = async <Record>(
  partition: number,
  entries: Loaded['entries'],
  { open }: Pick<StagePorts<Record>, 'open'>,
): Promise<OpenedStage<Record>> => {
  try {
    return await open(partition, entries)
  } catch (error) {
    if (isLandfallError(error) || entries.size === 0) throw error
    const what = `the entries of partition ${partition} are not what this version writes`
    throw new LandfallError('LF_STORE_CORRUPT', what, { retryable: false, cause: error })
  }
}

/** For what else touches the stored state: found damaged there, the partition is opened again, which discards it. */
export const openAgainIfCorrupt =
  (partition: number) =>
  (error: unknown): never => {
    throw isLandfallError(error, 'LF_STORE_CORRUPT') ? toBeOpenedAgain(partition, error) : error
  }

const toBeOpenedAgain = (partition: number, cause: unknown): LandfallError =>
  new LandfallError('LF_STORE_CORRUPT', `partition ${partition} is made anew from the log`, { retryable: true, cause })

const otherLog = (partition: number, madeFrom: string, logId: string): LandfallError =>
  new LandfallError(
    'LF_OFFSET_GAP',
    `the state of partition ${partition} is of log ${madeFrom}, the topic is ${logId}`,
    {
      retryable: false,
    },
  )
