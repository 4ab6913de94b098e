import type { Logger } from '@landfall/runtime'
import type { Batch } from 'kafkajs'
import type { LogBounds } from '../log/create-log-bounds.ts'
import { offsetGap } from '../log/offset-gap.ts'
import type { PartitionSlot } from './create-partition-slot.ts'

type Log = { readonly topic: string; readonly bounds: LogBounds; readonly logger: Logger }

/**
 * Whether the fetch asked for what comes next. kafkajs answers OFFSET_OUT_OF_RANGE by going to the earliest offset, silently, so a
 * fetch from there is LF_OFFSET_GAP, as is a position that the log no longer has. When it joins its group several times at once, it
 * may forget what was sought and fetch from the offset that was last committed, for dashboards: that is no fault of the log.
 */
export const isNextFetch = async (
  { topic, bounds, logger }: Log,
  { partition, position }: PartitionSlot,
  batch: Batch,
): Promise<boolean> => {
  const fetchedOffset = fetchedOffsetOf(batch)
  if (fetchedOffset === position) return true
  const found = (await bounds.read()).get(partition)
  if (found === undefined || fetchedOffset === found.low || position < found.low || position > found.high)
    throw offsetGap(topic, partition, `at offset ${position}, got ${fetchedOffset}; the log begins at ${found?.low}`)
  logger.warn({ event: 'partition.sought-again', topic, partition, position, fetchedOffset })
  return false
}

/** The offset this fetch asked for. kafkajs has it, though not in its typings. */
const fetchedOffsetOf = (batch: Batch): number => Number((batch as { readonly fetchedOffset?: string }).fetchedOffset)
