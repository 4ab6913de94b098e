import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { endOrphan, readHolder, writePidFile } from './write-pid-file.ts'

let folder: string
let child: ChildProcess
let pid: number
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-test-'))
  child = spawn('sleep', ['600'], { stdio: 'ignore' })
  await once(child, 'spawn')
  pid = child.pid ?? 0
})
afterEach(async () => {
  child.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

/** The same file as if another process had written it. */
const edit = async (file: string, change: object): Promise<void> =>
  writeFile(file, JSON.stringify({ ...JSON.parse(await readFile(file, 'utf8')), ...change }))

test('a pid file that is missing or cut off names no process', async () => {
  const file = join(folder, 'a.pid')
  expect(await readHolder(file)).toEqual({ holder: 'nobody' })
  await writeFile(file, '{"pid": 12')
  expect(await readHolder(file)).toEqual({ holder: 'nobody' })
})

test('a process of ours that runs is owned; one whose owner is gone is an orphan', async () => {
  const file = join(folder, 'a.pid')
  await writePidFile(file, pid)
  expect(await readHolder(file)).toEqual({ holder: 'owned', pid, ownerPid: process.pid })
  await edit(file, { ownerIdentity: 'an earlier process with the same number' })
  expect(await readHolder(file)).toEqual({ holder: 'orphan', pid })
})

test('another process with the same pid is not taken for it', async () => {
  const file = join(folder, 'a.pid')
  await writePidFile(file, pid)
  await edit(file, { identity: 'an earlier process with the same number' })
  expect(await readHolder(file)).toEqual({ holder: 'nobody' })
})

test('an orphan is ended, even a stopped one', async () => {
  const ended = once(child, 'exit')
  child.kill('SIGSTOP')
  await endOrphan(pid)
  expect(await ended).toEqual([null, 'SIGTERM'])
})
