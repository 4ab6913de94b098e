import { type Observation, topics } from '@landfall/contracts'
import { type LogEntry, watchArea } from '@landfall/mass-arrivals'
import { createStageMachine, openStageState } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aGeneratedLog, type GeneratedLog } from '../generators/generated-log.ts'
import { holds } from './runs.ts'

const names = topics('test')
const NOTHING = { all: [], unknown: [], endOffsets: new Map<number, number>() }

const machineOf = (areas: GeneratedLog['areas']) => {
  const stage = arrivalsStage({ areas: areas.map(watchArea), configHash: 'law' }, names)
  const opened = openStageState(stage, { partition: 0, partitions: 12, entries: new Map(), logId: 'log' })
  return createStageMachine(stage, opened, NOTHING)
}

const toEntry = (observation: Observation, offset: number): LogEntry => ({
  offset,
  timestampMs: Date.UTC(2040, 0, 1) + offset,
  key: observation.craftId,
  value: JSON.stringify(observation),
})

test('trying each observation on a state apart first changes nothing, live and while the state is rebuilt', () => {
  holds(fc.tuple(aGeneratedLog(), fc.integer({ min: 1, max: 9 })), ([{ areas, observations }, size]) => {
    const log = observations.map(toEntry)
    const [plain, careful] = [machineOf(areas), machineOf(areas)]
    for (let from = 0; from < log.length; from += size) {
      const entries = log.slice(from, from + size)
      // A rebuild goes as far as the log did at its first batch.
      const highWatermark = from === 0 ? Math.floor(log.length / 2) : log.length
      const batch = { entries, nextOffset: from + entries.length, highWatermark }
      expect(careful.step(batch, { isCareful: true })).toEqual(plain.step(batch))
      expect(careful.takeChange([])).toEqual(plain.takeChange([]))
    }
  })
})
