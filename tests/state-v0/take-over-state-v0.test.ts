import { topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { createStageMachine, openStageState, readPublishedVersions, type StageDefinition } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { sourcesStage } from '@landfall/windowing/sources-stage'
import { expect, test } from 'vitest'
import { sea } from '../simulation/tables/sea.ts'
import { readStateFixture, type StateFixture, stateFixtures, type WrittenRecord } from './read-state-fixture.ts'

const names = topics('golden')
const watched = { areas: [watchArea(sea())], configHash: 'golden' }

/** Opens the stage on the stored state, and folds the rest of the log. */
const takeOver = async <State, Entry, Output, Version>(
  definition: StageDefinition<State, Entry, Output, Version>,
  { nextOffset, entries, log, published }: StateFixture,
) => {
  const stored = new Map(Object.entries(entries))
  const opened = openStageState(definition, { partition: 0, entries: stored, logId: 'golden-log' })
  const versions = published.map(({ value }) => JSON.parse(value) as Version)
  const topic = await readPublishedVersions(definition, opened, async (from) => ({
    versions: versions.slice(from?.get(0) ?? 0),
    positions: new Map([[0, versions.length]]),
  }))
  const machine = createStageMachine(definition, opened, topic)
  const written: WrittenRecord[] = []
  const step = (batch: Parameters<typeof machine.step>[0]): void => {
    const result = machine.step(batch)
    if (!result.ok) throw result.error
    written.push(
      ...result.records.map((record) => ({ topic: record.topic, key: record.key, value: String(record.value) })),
    )
    const { puts, deletes } = machine.takeChange([])
    for (const key of deletes) stored.delete(key)
    for (const [key, text] of puts) stored.set(key, text)
  }
  const settle = (at: number): void => {
    while (machine.needsStep()) step({ entries: [], nextOffset: at, highWatermark: log.length })
  }
  settle(nextOffset)
  if (nextOffset < log.length)
    step({ entries: log.slice(nextOffset), nextOffset: log.length, highWatermark: log.length })
  settle(log.length)
  return { opened, stored, written, phase: machine.view.phase() }
}

/** In each topic the order counts. */
const byTopic = (records: readonly WrittenRecord[]) => Map.groupBy(records, ({ topic }) => topic)

const takeOverFixture = (fixture: StateFixture, only: { readonly world?: 'real' } = {}) => {
  switch (fixture.stage) {
    case 'arrivals':
      return takeOver(arrivalsStage(watched, names, only), fixture)
    case 'groups':
      return takeOver(groupsStage(watched, names, only), fixture)
    case 'sources':
      return takeOver(sourcesStage(names), fixture)
    default:
      return fixture.stage satisfies never
  }
}

/** 0.1.0 wrote none: it emitted every craft. */
const isNoWatermark = ({ key }: WrittenRecord): boolean => key?.endsWith('/watermark') !== true

test('there is a live state and one in the middle of a rebuild of each stage', () => {
  expect(stateFixtures).toEqual(
    expect.arrayContaining([
      'arrivals-live',
      'arrivals-rebuilding',
      'groups-live',
      'groups-rebuilding',
      'groups-reconciling',
      'sources-live',
      'sources-rebuilding',
      'sources-reconciling',
    ]),
  )
})

test.each(stateFixtures)('%s is taken over: the same records follow, to the byte', async (name) => {
  const fixture = readStateFixture(name)
  const { opened, written, phase } = await takeOverFixture(fixture)
  expect(opened.startsOver).toBe(false)
  expect(opened.progress.phase).toBe(name.endsWith('-live') ? 'live' : 'rebuilding')
  expect(phase).toBe('live')
  expect(fixture.continued.length).toBeGreaterThan(0)
  expect(byTopic(written.filter(isNoWatermark))).toEqual(byTopic(fixture.continued))
})

test.each(stateFixtures)('%s is stored in the form of today, and taken over again from that', async (name) => {
  const fixture = readStateFixture(name)
  const { stored, written } = await takeOverFixture(fixture)
  expect([stored.has('stage'), stored.has('log'), stored.has('told')]).toEqual([true, false, false])
  const again = await takeOverFixture({
    ...fixture,
    nextOffset: fixture.log.length,
    entries: Object.fromEntries(stored),
    published: [...fixture.published, ...written],
  })
  expect(again.opened.progress.phase).toBe('live')
  expect(again.written).toEqual([])
})

test.each([
  ['arrivals-live', 1],
  ['arrivals-rebuilding', 0],
  ['groups-live', 2],
  ['groups-rebuilding', 0],
  ['groups-reconciling', 1],
])(
  '%s, which holds %i entries of exercises, is taken over by the stage of the real: the same real records, and nothing of exercises',
  async (name, held) => {
    const fixture = readStateFixture(name)
    const isOfExercise = (text: string): boolean => text.includes('"exercise":true')
    const exercisesIn = (entries: Iterable<[string, string]>) =>
      [...entries].filter(
        ([key, text]) => /(^|\/)exercise\//.test(key) || (key.startsWith('alert/') && isOfExercise(text)),
      )
    expect(exercisesIn(Object.entries(fixture.entries))).toHaveLength(held)
    const isReal = ({ value }: WrittenRecord): boolean => !isOfExercise(value)
    const ofReal = { ...fixture, published: fixture.published.filter(isReal) } // As the stage reads the alerts topic.
    const { written, stored, phase } = await takeOverFixture(ofReal, { world: 'real' })
    expect(phase).toBe('live')
    expect(byTopic(written.filter(isNoWatermark))).toEqual(byTopic(fixture.continued.filter(isReal)))
    expect(exercisesIn(stored)).toEqual([])
  },
)

test('an exercise alert of before, still open, is cancelled by the stage of exercises with its first record; no real alert is touched', async () => {
  const fixture = readStateFixture('groups-live')
  const isOfExercise = ({ value }: { readonly value: string }): boolean => value.includes('"exercise":true')
  const [last] = fixture.published.filter(isOfExercise)
  const [snapshot] = fixture.log.filter(isOfExercise)
  if (last === undefined || snapshot === undefined) throw new Error('there is an exercise')
  const before = JSON.parse(last.value)
  expect(before).toMatchObject({ status: 'open', exercise: true })
  const other = JSON.stringify({ ...JSON.parse(snapshot.value), craftId: 'track:other', visits: [] })
  const { written, phase } = await takeOver(groupsStage(watched, names, { world: 'exercise' }), {
    ...fixture,
    nextOffset: 0,
    entries: {},
    log: [{ ...snapshot, offset: 0, value: other }],
    published: [last], // As the stage reads the alerts topic.
  })
  expect(phase).toBe('live')
  expect(written.map(({ value }) => JSON.parse(value))).toEqual([
    expect.objectContaining({ alertId: before.alertId, version: before.version + 1, status: 'cancelled', craft: [] }),
  ])
})
