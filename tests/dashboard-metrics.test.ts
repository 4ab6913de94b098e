import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../infra/local/src/process/project-folder.ts'

const textOf = async (pattern: string): Promise<string> => {
  const texts: string[] = []
  for await (const file of glob(pattern, { cwd: projectFolder, exclude: ['**/node_modules/**'] }))
    texts.push(await readFile(join(projectFolder, file), 'utf8'))
  return texts.join('\n')
}

/** Without the prefix, and without what a histogram adds. */
const metricsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/\blandfall_([a-z_]+?)(?:_bucket)?(?![a-z_])/g)].map(([, name = '']) => name)),
]

test.each([
  ['the dashboard', 'infra/grafana/landfall.json', 10],
  ['the pages', '{docs,docs/decisions,services/*,packages/*}/*.md', 15],
])('every metric on %s is one that a service has', async (_what, where, atLeast) => {
  const named = metricsIn(await textOf(where))
  expect(named.length).toBeGreaterThan(atLeast)
  const code = await textOf('{services,packages}/*/src/**/*.ts')
  expect(named.filter((name) => !code.includes(`'${name}'`))).toEqual([])
})

test('every metric that the operating guide names is on the dashboard', async () => {
  const dashboard = metricsIn(await textOf('infra/grafana/landfall.json'))
  const watched = metricsIn(await textOf('docs/operating.md'))
  expect(watched.filter((name) => !dashboard.includes(name))).toEqual([])
})
