import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '../process/project-folder.ts'
import { nodeFlags } from './node-flags.ts'

const main = (service: string): string => join(projectFolder, 'services', service, 'src/main.ts')

test('the alert service bounds its young generation, and Node takes the flag', () => {
  const flags = nodeFlags(main('alert'))
  expect(flags).toEqual(['--max-semi-space-size=8'])
  expect(spawnSync(process.execPath, [...flags, '-e', '']).status).toBe(0)
})

test('a service without such a file has none', () => {
  expect(nodeFlags(main('ingest'))).toEqual([])
})
