import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type RunningSystem, startSystem } from './start-system.ts'

// Runs the commands of README.md as printed, by a shell and curl, and expects the output that it prints.

const run = promisify(execFile)
const page = await readFile(new URL('../../README.md', import.meta.url), 'utf8')
const blocks = [...page.matchAll(/(?:^ {4}.*\n)+(?:\n(?: {4}.*\n)+)*/gm)].map(([block]) =>
  block.replaceAll(/^ {4}/gm, ''),
)
const paragraphs = blocks.flatMap((block) => block.trim().split('\n\n'))
const feeding = paragraphs.flatMap((command, index) => {
  const answer = paragraphs[index + 1]
  return command.includes('/v1/observations') ? [{ command, answer: answer?.startsWith('{') ? answer : '' }] : []
})
/** Ids and times are those of the day. */
const { alertId: _id, ...example } = JSON.parse(
  /```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '{}',
  (key, value: unknown) => (key === 'arrivedAt' ? expect.any(String) : value),
) as { readonly alertId?: string }
const watching = paragraphs.filter((command) => command.includes('/v1/alerts'))

let system: RunningSystem
beforeAll(async () => {
  const prefix = `readme-${randomUUID().slice(0, 8)}`
  system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix })
})
afterAll(async () => {
  await system[Symbol.asyncDispose]()
})

const inShell = async (command: string): Promise<string> => {
  const here = command
    .replaceAll('http://127.0.0.1:3001', system.ingestUrl)
    .replaceAll('http://127.0.0.1:3000', system.alertUrl)
  return (await run('bash', ['-c', here])).stdout.trim()
}

test('README.md has the examples that are run here', () => {
  expect([feeding.length, watching.length]).toEqual([3, 1])
})

test.each(feeding)('$command', async ({ command, answer }) => {
  expect(await inShell(command)).toBe(answer)
})

type Shown = { readonly alerts: readonly object[] }

test('the examples raise the alarm that README.md promises', async () => {
  const [command = ''] = watching
  const shown = async () => (JSON.parse(await inShell(command)) as Shown).alerts
  await waitFor(async () => (await shown()).length > 0, { what: 'an open alert' })
  expect(example).toMatchObject({ severity: 'alarm', certainty: 'observed', unauthorised: { likely: 31 } })
  expect(await shown()).toMatchObject([example])
})
