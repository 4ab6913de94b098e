import { readdirSync, readFileSync } from 'node:fs'
import { topics } from '@landfall/contracts'
import { watchArea } from '@landfall/mass-arrivals'
import { createStageMachine, openStageState, readPublishedVersions, type StageDefinition } from '@landfall/stage'
import { arrivalsStage } from '@landfall/windowing/arrivals-stage'
import { groupsStage } from '@landfall/windowing/groups-stage'
import { sourcesStage } from '@landfall/windowing/sources-stage'
import { expect, test } from 'vitest'
import { sea } from '../tables/sea.ts'

/**
 * States as 0.1.0 stored them, before the stages had an engine in common: live and in the middle of a rebuild. Each has the whole
 * log, what was published until then, and what 0.1.0 itself went on to emit from there.
 */
type StateFixture = {
  readonly stage: 'arrivals' | 'groups' | 'sources'
  readonly nextOffset: number
  readonly entries: Readonly<Record<string, string>>
  readonly log: readonly {
    readonly offset: number
    readonly timestampMs: number
    readonly key: string
    readonly value: string
  }[]
  readonly published: readonly WrittenRecord[]
  readonly continued: readonly WrittenRecord[]
}
type WrittenRecord = { readonly topic: string; readonly key: string; readonly value: string }

const FOLDER = new URL('../../fixtures/state-v0/', import.meta.url)
const names = topics('golden')
const watched = { areas: [watchArea(sea())], configHash: 'golden' }

const read = (name: string): StateFixture =>
  JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), 'utf8')) as StateFixture

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
    const records = machine.step(batch).outputs.map(definition.toRecord)
    written.push(...records.map((record) => ({ topic: record.topic, key: record.key, value: String(record.value) })))
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

const takeOverFixture = (fixture: StateFixture) => {
  switch (fixture.stage) {
    case 'arrivals':
      return takeOver(arrivalsStage(watched, names), fixture)
    case 'groups':
      return takeOver(groupsStage(watched, names), fixture)
    case 'sources':
      return takeOver(sourcesStage(names), fixture)
    default:
      return fixture.stage satisfies never
  }
}

const fixtures = readdirSync(FOLDER).map((file) => file.replace('.json', ''))

test('there is a live state and one in the middle of a rebuild of each stage', () => {
  expect(fixtures).toEqual(
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

test.each(fixtures)('%s is taken over: the same records follow, to the byte', async (name) => {
  const fixture = read(name)
  const { opened, written, phase } = await takeOverFixture(fixture)
  expect(opened.startsOver).toBe(false)
  expect(opened.progress.phase).toBe(name.endsWith('-live') ? 'live' : 'rebuilding')
  expect(phase).toBe('live')
  const byTopic = (records: readonly WrittenRecord[]) => Map.groupBy(records, ({ topic }) => topic)
  expect(fixture.continued.length).toBeGreaterThan(0)
  expect(byTopic(written)).toEqual(byTopic(fixture.continued))
})

test.each(fixtures)('%s is stored in the form of today, and taken over again from that', async (name) => {
  const fixture = read(name)
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
