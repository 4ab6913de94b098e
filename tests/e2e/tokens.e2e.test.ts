import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseJsonLines, runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// A system with tokens, made and used with the command as a person would.

let folder: string
let file: string
let system: RunningSystem
const secrets = new Map<string, string>()

const addToken = async (role: string, ...more: readonly string[]): Promise<void> => {
  const args = ['tokens', 'add', '--role', role, '--name', role, '--file', file, ...more]
  const { code, stdout, stderr } = await runCli(args, {})
  if (code !== 0) throw new Error(stderr)
  secrets.set(role, stdout.trim())
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-tokens-'))
  file = join(folder, 'tokens.json')
  await addToken('operator')
  await addToken('feeder', '--source', 'radar3')
  await addToken('subscriber')
  system = await startSystem({
    kafkaBrokers: inject('kafkaBrokers'),
    redisUrl: inject('redisUrl'),
    prefix: `t${randomUUID().slice(0, 8)}`,
    env: { TOKENS_FILE: file },
  })
})
afterAll(async () => {
  await system?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const landfallAs = (role: string | null, ...args: readonly string[]) =>
  runCli(args, {
    LANDFALL_URL: system.alertUrl,
    LANDFALL_INGEST_URL: system.ingestUrl,
    ...(role === null ? {} : { LANDFALL_TOKEN: secrets.get(role) ?? '' }),
  })

test('a feeder sends as its own source, and as no other', async () => {
  const simulate = ['simulate', 'thirty-one', '--speed', 'max'] as const
  expect(await landfallAs('feeder', ...simulate, '--source', 'radar3')).toMatchObject({ code: 0 })
  const asOthers = await landfallAs('feeder', ...simulate)
  expect(asOthers.code).not.toBe(0)
  expect(asOthers.stderr).toContain('36 refused')
  expect(await landfallAs(null, ...simulate)).toMatchObject({ code: 77, stderr: expect.stringContaining('401') })
  expect(await landfallAs('subscriber', ...simulate)).toMatchObject({ code: 77 })
})

test('watching needs a token, and says so', async () => {
  expect(await landfallAs(null, 'watch')).toMatchObject({ code: 77, stderr: expect.stringContaining('LANDFALL_TOKEN') })
  expect(await landfallAs('subscriber', 'watch', '--once')).toMatchObject({ code: 0 })
  expect(await landfallAs('operator', 'alerts', '--json')).toMatchObject({ code: 0 })
})

test('acting is for operators', async () => {
  const [{ alertId = '' } = {}] = await waitFor(async () => {
    const alerts = parseJsonLines<{ readonly alertId: string }>(
      (await landfallAs('operator', 'alerts', '--json')).stdout,
    )
    return alerts.length > 0 && alerts
  })
  expect(await landfallAs('subscriber', 'ack', alertId)).toMatchObject({ code: 77, stdout: '' })
  expect(await landfallAs('operator', 'ack', alertId)).toMatchObject({ code: 0 })
})
