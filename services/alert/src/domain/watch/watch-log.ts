import { WATCHES_SHOWN_MAX } from '@landfall/contracts'
import type { Authored } from '../lifecycle.ts'

/** That somebody took over the watch, as it stands in the log. */
export type TakeOver = Authored & {
  readonly watchId: string
  readonly note: string | null
  readonly alertIds: readonly string[]
  readonly alertsMore: number
  /** The watch it follows; null for the first. */
  readonly follows: string | null
  readonly offset: number
}

export type TakeOverOutcome = 'took' | 'overtaken'

/** Who has the watch, and who had it: a function of the records alone, in the order of the log. */
export type WatchLog = {
  /** Those that took effect, the newest first: as many as are shown. */
  readonly taken: readonly TakeOver[]
  /** What became of the newest records, by their keys, oldest first. */
  readonly decided: readonly (readonly [key: string, outcome: TakeOverOutcome])[]
  /** Records below this offset are in it. */
  readonly nextOffset: number
}

/** Among as many a repeat is recognised; watches change a few times a day. */
const DECIDED_MAX = 100

export const createWatchLog = (): WatchLog => ({ taken: [], decided: [], nextOffset: 0 })

/** Records with the same key are repeats of one. Two tokens never share one, whatever their names. */
export const takeOverKey = ({
  operator,
  tokenId,
  watchId,
}: Pick<TakeOver, 'operator' | 'tokenId' | 'watchId'>): string => JSON.stringify([operator, watchId, tokenId ?? null])

export const outcomeOfTakeOver = ({ decided }: WatchLog, key: string): TakeOverOutcome | undefined =>
  decided.find(([one]) => one === key)?.[1]

export const currentWatchId = ({ taken }: WatchLog): string | null => taken[0]?.watchId ?? null

/** The log with one more record. It takes effect only after the watch that it names. */
export const applyTakeOver = (log: WatchLog, record: TakeOver): WatchLog => {
  if (record.offset < log.nextOffset) return log
  const read = { ...log, nextOffset: record.offset + 1 }
  const key = takeOverKey(record)
  if (outcomeOfTakeOver(log, key) !== undefined) return read
  const isNext = record.follows === currentWatchId(log)
  return {
    ...read,
    taken: isNext ? [record, ...log.taken].slice(0, WATCHES_SHOWN_MAX + 1) : log.taken,
    decided: [...log.decided, [key, isNext ? 'took' : 'overtaken'] as const].slice(-DECIDED_MAX),
  }
}
