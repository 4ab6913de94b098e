import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from './folders.ts'

const sources = async (): Promise<string> => {
  const texts: string[] = []
  for await (const file of glob('{services,packages}/*/src/**/*.ts', { cwd: projectFolder }))
    texts.push(await readFile(join(projectFolder, file), 'utf8'))
  return texts.join('\n')
}

test('every metric on the dashboard is one that a service has', async () => {
  const dashboard = await readFile(join(projectFolder, 'infra/grafana/landfall.json'), 'utf8')
  const names = new Set([...dashboard.matchAll(/\blandfall_([a-z_]+?)(?:_bucket)?[^a-z_]/g)].map(([, name]) => name))
  expect(names.size).toBeGreaterThan(10)
  const code = await sources()
  expect([...names].filter((name) => !code.includes(`'${name}'`))).toEqual([])
})
