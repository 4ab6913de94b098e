import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInProcess } from '../../testing/run-in-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-local-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('tokens', () => {
  test('add shows the secret once, on stdout alone; the file has only its hash and is its owner’s', async () => {
    const file = join(folder, 'tokens.json')
    const added = await runInProcess([
      'tokens',
      'add',
      '--role',
      'feeder',
      '--name',
      'Radar 3',
      '--source',
      'radar3',
      '--file',
      file,
    ])
    expect(added.code).toBe(0)
    const secret = added.stdout.trim()
    expect(secret.length).toBeGreaterThan(40)
    expect(added.stderr).toContain('Radar 3 (feeder)')
    expect(added.stderr).not.toContain(secret)
    expect(await readFile(file, 'utf8')).not.toContain(secret)
    expect((await stat(file)).mode & 0o777).toBe(0o600)

    const listed = await runInProcess(['tokens', 'list', '--json', '--file', file])
    const [token] = listed.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(token).toMatchObject({ name: 'Radar 3', role: 'feeder', sourceId: 'radar3' })
    expect(token).not.toHaveProperty('hash')

    expect(await runInProcess(['tokens', 'remove', token.id, '--file', file])).toMatchObject({ code: 0 })
    expect(await runInProcess(['tokens', 'remove', token.id, '--file', file])).toMatchObject({ code: 1 })
    expect(await runInProcess(['tokens', 'list', '--file', file])).toMatchObject({ code: 0, stdout: '' })
  })

  test('a token may have quotas of its own', async () => {
    const file = join(folder, 'quotas.json')
    const given = ['--role', 'operator', '--name', 'x', '--quota', 'records/s=500', '--file', file]
    expect(await runInProcess(['tokens', 'add', ...given])).toMatchObject({ code: 0 })
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ tokens: [{ quotas: { recordsPerSecond: 500 } }] })
  })

  test.each<readonly [readonly string[], string]>([
    [['--name', 'x', '--file', 'f'], '--role is missing: one of feeder, operator, subscriber'],
    [
      ['--role', 'operater', '--name', 'x', '--file', 'f'],
      '--role operater: must be one of feeder, operator, subscriber',
    ],
    [['--role', 'operator', '--file', 'f'], '--name is missing: whose token it is'],
    [['--role', 'feeder', '--name', 'x', '--file', 'f'], '--source is missing: what a feeder may write as'],
    [
      ['--role', 'feeder', '--name', 'x', '--source', 'a/b', '--file', 'f'],
      '--source a/b: must be 1 to 64 printable characters without a slash, or *',
    ],
    [
      ['--role', 'operator', '--name', 'x', '--expires', '2020-01-01T00:00:00Z', '--file', 'f'],
      '--expires 2020-01-01T00:00:00Z: is past',
    ],
    [
      ['--role', 'operator', '--name', 'x', '--quota', 'records=5', '--file', 'f'],
      '--quota records=5: must be some of records/s=N,bytes/s=N,new-craft/h=N,new-sources/h=N,refused-bytes/h=N',
    ],
    [['--role', 'operator', '--name', 'x'], '--file is missing, and TOKENS_FILE is not set'],
  ])('add %j is refused', async (args, message) => {
    const { code, stdout, stderr } = await runInProcess(['tokens', 'add', ...args])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(`landfall: ${message}\n`)
  })
})
