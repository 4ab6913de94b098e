import { describe, expect, test } from 'vitest'
import { createStageMachine } from './create-stage-machine.ts'
import { openStageState } from './open-stage-state.ts'
import { type Count, countByKey } from './testing/count-by-key.ts'
import { driveStage } from './testing/drive-stage.ts'

/** A log of records with these keys, one letter each. */
const recordsOf = (keys: string) => [...keys].map((key, offset) => ({ offset, timestampMs: offset, key, value: null }))
const summaryOf = (counts: readonly Count[]): string =>
  counts.map(({ key, version, count }) => `${key}${version}=${count}`).join(' ')

type Topic = { readonly stored: Map<string, string>; readonly published: Count[] }
const emptyTopic = (): Topic => ({ stored: new Map(), published: [] })

/** Opens the stage on what is stored, and folds the log from `from` to its end, in parts of `cut` records. */
const run = (topic: Topic, keys: string, from = 0, cut = 1, configHash = 'v1'): readonly Count[] => {
  const stage = driveStage(countByKey(configHash), topic)
  const log = recordsOf(keys)
  const outputs: Count[] = stage.startsOver ? [] : [...stage.settle(from, log.length)]
  for (let start = stage.startsOver ? 0 : from; start < log.length; start += cut) {
    const nextOffset = Math.min(start + cut, log.length)
    outputs.push(...stage.fold({ entries: log.slice(start, nextOffset), nextOffset, highWatermark: log.length }))
    outputs.push(...stage.settle(nextOffset, log.length))
  }
  topic.published.push(...outputs)
  return outputs
}

describe('a new state', () => {
  test('is rebuilt up to the end of the log without outputs, stored, reconciled, and then live', () => {
    const stage = driveStage(countByKey())
    const log = recordsOf('aab')
    expect(stage.phase()).toBe('rebuilding')
    expect(stage.fold({ entries: log.slice(0, 2), nextOffset: 2, highWatermark: 3 })).toEqual([])
    expect([stage.phase(), stage.needsStep()]).toEqual(['rebuilding', false])
    expect(stage.fold({ entries: log.slice(2), nextOffset: 3, highWatermark: 9 })).toEqual([])
    expect([stage.phase(), stage.needsStep()]).toEqual(['reconciling', true])
    expect(summaryOf(stage.settle(3))).toBe('a1=2 b1=1')
    expect(stage.phase()).toBe('live')
    expect(summaryOf(stage.fold({ entries: recordsOf('   a').slice(3), nextOffset: 4, highWatermark: 4 }))).toBe('a2=3')
  })

  test('of an empty log is live after the first step', () => {
    const stage = driveStage(countByKey())
    stage.fold({ entries: [], nextOffset: 0, highWatermark: 0 })
    stage.settle(0)
    expect(stage.phase()).toBe('live')
  })
})

describe('a stored state', () => {
  test('goes on live, emits record by record, and stores each entry once a batch', () => {
    const topic = emptyTopic()
    run(topic, 'a')
    const stage = driveStage(countByKey(), topic)
    expect([stage.phase(), stage.needsStep()]).toEqual(['live', false])
    const { outputs, change } = stage.step({ entries: recordsOf('aaa').slice(1), nextOffset: 3, highWatermark: 3 })
    expect(summaryOf(outputs)).toBe('a2=2 a3=3')
    expect([...change.puts].map(([key]) => key)).toEqual(['a', 'stage'])
  })

  test('writes the entry of the engine only where that changes', () => {
    const topic = emptyTopic()
    run(topic, 'a')
    const stage = driveStage(countByKey(), topic)
    stage.fold({ entries: recordsOf('aa').slice(1), nextOffset: 2, highWatermark: 2 })
    const { change } = stage.step({ entries: recordsOf('aaa').slice(2), nextOffset: 3, highWatermark: 3 })
    expect([...change.puts.keys()]).toEqual(['a'])
  })

  test('that was not live is brought to the end of the log as it is now before it emits', () => {
    const topic = emptyTopic()
    driveStage(countByKey(), topic).fold({ entries: recordsOf('a'), nextOffset: 1, highWatermark: 2 })
    expect(summaryOf(run(topic, 'aaab', 1))).toBe('a1=3 b1=1')
  })

  test('of another configuration is replaced: nothing of it is left', () => {
    const topic = emptyTopic()
    run(topic, 'abc')
    const opened = driveStage(countByKey('v2'), topic)
    expect([opened.startsOver, opened.phase()]).toEqual([true, 'rebuilding'])
    expect(summaryOf(run(topic, 'aab', 3, 1, 'v2'))).toBe('a2=2')
    expect([...topic.stored.keys()].sort()).toEqual(['a', 'b', 'c', 'stage']) // c is published still.
  })

  test.each(['{}', 'oops', '{"configHash":"v1","progress":{"phase":"asleep"},"published":[]}'])(
    'whose engine entry is %s cannot be read',
    (text) => {
      expect(() => driveStage(countByKey(), { stored: new Map([['stage', text]]) })).toThrow()
    },
  )
})

describe('a state behind its output topic', () => {
  test('emits the same versions again', () => {
    const topic = emptyTopic()
    run(topic, 'ab')
    const backup = new Map(topic.stored)
    expect(summaryOf(run(topic, 'abaa', 2))).toBe('a2=2 a3=3')
    expect(summaryOf(run({ ...topic, stored: backup }, 'abaa', 2, 2))).toBe('a2=2 a3=3')
  })

  test('from before a rebuild drops what would contradict the topic, and goes on from what that says', () => {
    const topic = emptyTopic()
    run(topic, 'a')
    const backup = new Map(topic.stored)
    topic.stored.clear()
    expect(summaryOf(run(topic, 'aaab', 0, 4))).toBe('a2=3 b1=1')
    expect(summaryOf(run({ stored: backup, published: topic.published }, 'aaab', 1))).toBe('')
    expect(backup.get('a')).toBe('{"key":"a","version":2,"count":3}')
  })

  test('that does not come to all of the topic by the end of the log takes the rest from there', () => {
    const topic = emptyTopic()
    run(topic, 'a')
    topic.published.push({ key: 'a', version: 2, count: 7 }) // Of records that the log has lost.
    expect(summaryOf(run(topic, 'a', 1))).toBe('a3=1')
  })

  test('stores up to where it knows the topic only once it has caught up with it', () => {
    const topic = emptyTopic()
    run(topic, 'ab')
    const opened = openStageState(countByKey(), { partition: 0, partitions: 1, entries: topic.stored, logId: 'log' })
    const unknown = [2, 3].map((count): Count => ({ key: 'a', version: count, count }))
    const machine = createStageMachine(countByKey(), opened, { all: unknown, unknown, endOffsets: new Map([[0, 4]]) })
    const log = recordsOf('abaa')
    const knownAfter = (from: number, to: number, offset: number): unknown => {
      machine.step({ entries: log.slice(from, to), nextOffset: to, highWatermark: log.length })
      const text = machine.takeChange([{ partition: 0, offset }]).puts.get('stage')
      return JSON.parse(text ?? '{}').published
    }
    expect(knownAfter(2, 3, 6)).toEqual([])
    expect(knownAfter(3, 4, 9)).toEqual([[0, 10]])
  })
})
