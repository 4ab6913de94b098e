import { type MassArrivalAlert, topics } from '@landfall/contracts'
import { type LogEntry, openArrivals, watchArea } from '@landfall/mass-arrivals'
import { openGroupsStage } from '@landfall/windowing/groups-stage'
import { expect, test } from 'vitest'
import { at, boat, sea } from '../tables/sea.ts'

// The groups stage on a state that was restored, while the alerts topic has gone on from another one.

type Stored = ReadonlyMap<string, string>

const watchOf = (threshold: number) => ({ areas: [watchArea(sea({ threshold }))], configHash: `${threshold}` })
const toEntry = (value: object, offset: number): LogEntry => ({
  ...{ offset, timestampMs: Date.parse(at('2')), key: 'k', value: JSON.stringify(value) },
})

/** The arrivals of boats of 40 and of 20 people, one hour after the other. */
const log = [boat('a', '0', 40), boat('b', '1', 20)].flatMap((observations) =>
  openArrivals({ ...watchOf(30), partition: 0 }, new Map())
    .fold({ entries: observations.map(toEntry), nextOffset: 2, highWatermark: 2 })
    .snapshots.map(toEntry),
)

const openOn = async (stored: Stored, topic: MassArrivalAlert[], threshold = 30) => {
  const published = async () => ({ versions: [...topic], positions: new Map<number, number>() })
  const { stage } = await openGroupsStage(watchOf(threshold), topics('test'), published, stored)
  const state = new Map(stored)
  const fold = (entries: readonly LogEntry[], nextOffset: number, highWatermark = nextOffset): Stored => {
    const { records, change } = stage.fold({ entries, nextOffset, highWatermark })
    topic.push(...records.map(({ value }) => JSON.parse(String(value)) as MassArrivalAlert))
    for (const key of change.deletes) state.delete(key)
    for (const [key, value] of change.puts) state.set(key, value)
    return new Map(state)
  }
  return { stage, fold }
}
/** Folds the entries, if any, and all that waits for none. */
const tell = async (stored: Stored, topic: MassArrivalAlert[], entries: readonly LogEntry[], threshold = 30) => {
  const { stage, fold } = await openOn(stored, topic, threshold)
  let state = stored
  if (entries.length > 0) state = fold(entries, log.length)
  while (stage.isDue()) state = fold([], log.length)
  return state
}
const said = (topic: readonly MassArrivalAlert[]) =>
  topic.map(({ version, status, unauthorised }) => `${version} ${status} ${unauthorised.likely}`)

test('a policy tried and taken back together with the state: the alert is told as it is before any record comes', async () => {
  const topic: MassArrivalAlert[] = []
  const backup = await tell(new Map(), topic, log)
  await tell(backup, topic, [], 90)
  const restored = await tell(backup, topic, [])
  await tell(restored, topic, [])
  expect(said(topic)).toEqual(['1 open 60', '2 cancelled 60', '3 open 60'])
})

test('a state from before anything was told: what was told since has no second content', async () => {
  const topic: MassArrivalAlert[] = []
  const backup = (await openOn(new Map(), topic)).fold([], 0)
  await tell(new Map(), topic, log) // Made anew, in silence until both boats were there.
  const { stage, fold } = await openOn(backup, topic)
  for (const [at, entry] of log.entries()) fold([entry], at + 1, log.length)
  while (stage.isDue()) fold([], log.length)
  expect(said(topic)).toEqual(['1 open 60'])
})
