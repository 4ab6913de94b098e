import { topics } from '@landfall/contracts'
import { type AreaAlert, type LogEntry, watchArea } from '@landfall/mass-arrivals'
import { driveStage } from '@landfall/stage/testing/drive-stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { at, boat, sea } from '../tables/sea.ts'

// The groups stage on a state that was restored, while the alerts topic has gone on from another one.

type Stored = ReadonlyMap<string, string>

const names = topics('test')
const watchOf = (threshold: number) => ({ areas: [watchArea(sea({ threshold }))], configHash: `${threshold}` })
const toEntry = (value: object, offset: number): LogEntry => ({
  offset,
  timestampMs: Date.parse(at('2')),
  key: 'k',
  value: JSON.stringify(value),
})

/** The arrivals of boats of 40 and of 20 people, one hour after the other. */
const log = [boat('a', '0', 40), boat('b', '1', 20)].flatMap((observations) => {
  const stage = driveStage(arrivalsStage(watchOf(30), names))
  stage.fold({ entries: observations.map(toEntry), nextOffset: 2, highWatermark: 2 })
  return stage.settle(2).map(toEntry)
})

const openOn = (stored: Stored, topic: AreaAlert[], threshold = 30) => {
  const state = new Map(stored)
  const stage = driveStage(groupsStage(watchOf(threshold), names), { stored: state, published: topic })
  const fold = (entries: readonly LogEntry[], nextOffset: number, highWatermark = nextOffset): Stored => {
    topic.push(...stage.fold({ entries, nextOffset, highWatermark }).map(({ alert }) => alert))
    return new Map(state)
  }
  return { needsStep: stage.needsStep, fold }
}

/** Folds the entries, if any, and takes the steps that wait for none. */
const run = (stored: Stored, topic: AreaAlert[], entries: readonly LogEntry[], threshold = 30) => {
  const { needsStep, fold } = openOn(stored, topic, threshold)
  let state = stored
  if (entries.length > 0) state = fold(entries, log.length)
  while (needsStep()) state = fold([], log.length)
  return state
}
const summaryOf = (topic: readonly AreaAlert[]) =>
  topic.map(({ version, status, unauthorised }) => `${version} ${status} ${unauthorised.likely}`)

test('a policy tried and taken back together with the state: the alert is emitted as it is before any record comes', () => {
  const topic: AreaAlert[] = []
  const backup = run(new Map(), topic, log)
  run(backup, topic, [], 90)
  const restored = run(backup, topic, [])
  run(restored, topic, [])
  expect(summaryOf(topic)).toEqual(['1 open 60', '2 cancelled 60', '3 open 60'])
})

test('a state from before anything was emitted: what was emitted since has no second content', () => {
  const topic: AreaAlert[] = []
  const backup = openOn(new Map(), topic).fold([], 0)
  run(new Map(), topic, log) // Rebuilt, so that nothing was emitted until both boats were there.
  const { needsStep, fold } = openOn(backup, topic)
  for (const [index, entry] of log.entries()) fold([entry], index + 1, log.length)
  while (needsStep()) fold([], log.length)
  expect(summaryOf(topic)).toEqual(['1 open 60'])
})
