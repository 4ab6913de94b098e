import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { sourcesStage } from '@landfall/windowing/sources-stage'
import { expect, test } from 'vitest'
import { foldStoredState } from './fold-stored-state.ts'
import { goldenAreas, goldenStage, goldenTopics } from './golden-stages.ts'
import { readStateFixture, type StateFixture, stateFixturesOf, type WrittenRecord } from './read-state-fixture.ts'

const stateFixtures = stateFixturesOf('state-v0')

/** 0.1.0 is rules 1. By others a state is rebuilt from its log, which leads to what it leads to from the beginning. */
const isRebuilt = (name: string): boolean => goldenStage(readStateFixture(name).stage).stateVersion.rules > 1
const taken = stateFixtures.filter((name) => !isRebuilt(name))
const rebuilt = stateFixtures.filter(isRebuilt)
const fromNothing = (fixture: StateFixture): StateFixture => ({ ...fixture, nextOffset: 0, entries: {} })

/** In each topic the order counts. */
const byTopic = (records: readonly WrittenRecord[]) => Map.groupBy(records, ({ topic }) => topic)

const takeOverFixture = (fixture: StateFixture, only: { readonly world?: 'real' } = {}) => {
  switch (fixture.stage) {
    case 'arrivals':
      return foldStoredState(arrivalsStage(goldenAreas, goldenTopics, only), fixture)
    case 'groups':
      return foldStoredState(groupsStage(goldenAreas, goldenTopics, only), fixture)
    case 'sources':
      return foldStoredState(sourcesStage(goldenTopics), fixture)
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

test.each(rebuilt)('%s is of other rules: rebuilt, it says of every craft what its log says', async (name) => {
  const fixture = readStateFixture(name)
  const { opened, written, phase } = await takeOverFixture(fixture)
  expect([opened.startsOver, phase]).toEqual([true, 'live'])
  const expected = await takeOverFixture(fromNothing(fixture))
  expect(expected.written.length).toBeGreaterThan(0)
  const visitsOf = (records: readonly WrittenRecord[]) =>
    new Map(records.filter(isNoWatermark).map(({ key, value }) => [key, JSON.parse(value).visits]))
  expect(visitsOf(written)).toEqual(visitsOf(expected.written))
  expect(new Set(visitsOf(written).keys())).toEqual(
    new Set(visitsOf([...fixture.published, ...fixture.continued]).keys()),
  )
})

test.each(taken)('%s is taken over: the same records follow, to the byte', async (name) => {
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
    const { written: again } = await takeOverFixture(fromNothing(ofReal), { world: 'real' })
    const expected = isRebuilt(name) ? again : fixture.continued.filter(isReal)
    expect(byTopic(written.filter(isNoWatermark))).toEqual(byTopic(expected.filter(isNoWatermark)))
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
  const { written, phase } = await foldStoredState(groupsStage(goldenAreas, goldenTopics, { world: 'exercise' }), {
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
