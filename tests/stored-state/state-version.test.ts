import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { openStageState } from '@landfall/stage'
import { describe, expect, test } from 'vitest'
import { foldStoredState } from './fold-stored-state.ts'
import { goldenStage, goldenStages } from './golden-stages.ts'
import { newestVersions, versionedFixtures } from './newest-versions.ts'
import { stateFolders, type WrittenRecord } from './read-state-fixture.ts'
import { recordStateFixture } from './record-state-fixture.ts'

const FIXTURES = new URL('../fixtures/', import.meta.url)
const HOW =
  'is it a change? Then raise `format` (what is stored) or `rules` (what a log leads to) of the stage, and run tests/stored-state/write-state-fixtures.ts'

const fixtures = versionedFixtures()
const ofToday = fixtures.filter(({ fixture: { stage, format, rules } }) => {
  const { stateVersion } = goldenStage(stage)
  return format === stateVersion.format && rules === stateVersion.rules
})
const named = (of: typeof fixtures) => of.map(({ name, fixture }) => [name, fixture] as const)
const byTopic = (records: readonly WrittenRecord[]) => Map.groupBy(records, ({ topic }) => topic)

test('each stage has fixtures of its version of today', () => {
  const versions = goldenStages.map(({ name, stateVersion }) => [name, stateVersion] as const)
  expect(newestVersions(), HOW).toEqual(new Map(versions))
})

test('fixtures are never changed', () => {
  const paths = stateFolders.flatMap((folder) =>
    readdirSync(new URL(`${folder}/`, FIXTURES)).map((file) => `${folder}/${file}`),
  )
  const digestOf = (path: string) =>
    createHash('sha256')
      .update(readFileSync(new URL(path, FIXTURES)))
      .digest('hex')
  const lines = readFileSync(new URL('state-digests.txt', FIXTURES), 'utf8').trimEnd().split('\n')
  expect(paths.map((path) => `${digestOf(path)}  ${path}`).toSorted()).toEqual(lines.toSorted())
})

test('the fixtures hold every kind of entry', () => {
  const kinds = new Set(
    fixtures.flatMap(({ fixture }) => Object.keys(fixture.entries).map((key) => key.split('/', 1)[0])),
  )
  expect([...kinds].toSorted()).toEqual(
    ['alert', 'craft', 'diagnostic', 'distress', 'exercise', 'meta', 'pending', 'real', 'source', 'stage'].toSorted(),
  )
})

test.each(named(ofToday))('%s: the same log is stored in the same form, to the byte', async (_, fixture) => {
  const { phase, log, published, cut } = fixture
  const again = await recordStateFixture(goldenStage(fixture.stage), { phase, log, cut })
  expect(again.entries, HOW).toEqual(fixture.entries)
  expect(byTopic(again.published), HOW).toEqual(byTopic(published))
  expect(byTopic(again.continued), HOW).toEqual(byTopic(fixture.continued))
})

const isBySameRules = ({ stage, rules }: (typeof fixtures)[number]['fixture']): boolean =>
  rules === goldenStage(stage).stateVersion.rules

test.each(named(fixtures.filter(({ fixture }) => isBySameRules(fixture))))(
  '%s is taken over: the same records follow',
  async (_, fixture) => {
    const { opened, written, phase } = await foldStoredState(goldenStage(fixture.stage), fixture)
    expect(opened.startsOver).toBe(false)
    expect(phase).toBe('live')
    expect(byTopic(written)).toEqual(byTopic(fixture.continued))
  },
)

describe.each(named(fixtures))('%s', (_, fixture) => {
  const definition = goldenStage(fixture.stage)

  test('by other rules it is rebuilt from the log', () => {
    const { format, rules } = definition.stateVersion
    const entries = new Map(Object.entries(fixture.entries))
    for (const other of [rules + 1, ...(isBySameRules(fixture) ? [] : [rules])]) {
      const changed = { ...definition, stateVersion: { format, rules: other } }
      const opened = openStageState(changed, { partition: 0, entries, logId: 'golden-log' })
      expect([opened.startsOver, opened.progress]).toEqual([true, { phase: 'rebuilding', untilOffset: null }])
      expect([...opened.orphanedKeys, 'stage'].toSorted()).toEqual([...entries.keys()].toSorted())
    }
  })

  test('a program that knows only older formats refuses it', () => {
    const older = { ...definition, stateVersion: { ...definition.stateVersion, format: fixture.format - 1 } }
    const entries = new Map(Object.entries(fixture.entries))
    expect(() => openStageState(older, { partition: 0, entries, logId: 'golden-log' })).toThrow(
      expect.objectContaining({ code: 'LF_STATE_TOO_NEW', retryable: false }),
    )
  })
})
