import { seeded } from '@landfall/testkit'
import { createMemoryTopics } from '../system/create-memory-topics.ts'
import { describeLog, type Log } from './describe-log.ts'

const PARTITIONS = 3

const open = async (holeAfter: () => boolean): Promise<Log> => {
  let clockMs = 0
  const clock = () => {
    clockMs += 1
    return clockMs
  }
  const topics = createMemoryTopics([{ name: 'log', partitions: PARTITIONS }], clock, holeAfter)
  return {
    topic: 'log',
    partitions: PARTITIONS,
    append: async (records) => {
      for (const record of records) topics.append(record)
    },
    read: async (partition, fromOffset) => {
      const { entries, nextOffset } = topics.read('log', partition, fromOffset, Number.POSITIVE_INFINITY)
      return { entries, nextOffset }
    },
  }
}

describeLog('memory', () => open(() => false))
describeLog('memory with holes', () => {
  const random = seeded(1)
  return open(() => random() < 0.5)
})
