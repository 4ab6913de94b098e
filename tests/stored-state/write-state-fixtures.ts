import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { goldenLogs } from './golden-logs.ts'
import { goldenStages } from './golden-stages.ts'
import { newestVersions } from './newest-versions.ts'
import { stateFolders } from './read-state-fixture.ts'
import { type GoldenPhase, recordStateFixture } from './record-state-fixture.ts'

// `node tests/stored-state/write-state-fixtures.ts`, after `format` or `rules` of a stage was raised: writes what it stores now into
// a folder of its own, beside those of all versions before, which are never written again.

const PHASES: readonly GoldenPhase[] = ['live', 'rebuilding', 'reconciling']
const FIXTURES = new URL('../fixtures/', import.meta.url)

const known = newestVersions()
const isRaised = ({ name, stateVersion: { format, rules } }: (typeof goldenStages)[number]): boolean => {
  const before = known.get(name)
  return before === undefined || format > before.format || rules > before.rules
}
if (!goldenStages.some(isRaised)) throw new Error('no stage has a format or rules that were raised')

const folder = `state-v${stateFolders.length}`
mkdirSync(new URL(folder, FIXTURES))
const digests: string[] = []
const logs = await goldenLogs()
for (const definition of goldenStages) {
  const { name } = definition
  const golden = logs[name]
  if (golden === undefined) throw new RangeError(`no log for ${name}`)
  for (const phase of PHASES) {
    const fixture = await recordStateFixture(definition, { phase, ...golden })
    const text = `${JSON.stringify(fixture, null, 1)}\n`
    const path = `${folder}/${name}-${phase}.json`
    writeFileSync(new URL(path, FIXTURES), text)
    digests.push(`${createHash('sha256').update(text).digest('hex')}  ${path}\n`)
  }
}
const list = new URL('state-digests.txt', FIXTURES)
writeFileSync(list, readFileSync(list, 'utf8') + digests.join(''))
