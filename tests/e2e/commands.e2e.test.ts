import { randomUUID } from 'node:crypto'
import { type AlertView, topics } from '@landfall/contracts'
import type { FeedEvent } from '@landfall/feed-client'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { parseJsonLines, type RunningCommand, runCli, startCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// The `landfall` command against real services: what an operator at a terminal does.

let system: RunningSystem
let env: Readonly<Record<string, string>>
const landfall = (...args: readonly string[]) => runCli(args, env)

beforeAll(async () => {
  const [kafkaBrokers, redisUrl, prefix] = [inject('kafkaBrokers'), inject('redisUrl'), `t${randomUUID().slice(0, 8)}`]
  system = await startSystem({ kafkaBrokers, redisUrl, prefix })
  env = {
    LANDFALL_URL: system.alertUrl,
    LANDFALL_INGEST_URL: system.ingestUrl,
    KAFKA_BROKERS: kafkaBrokers,
    TOPIC_PREFIX: prefix,
  }
})
afterAll(() => system?.[Symbol.asyncDispose]())

const alertsShown = async (): Promise<readonly AlertView[]> =>
  parseJsonLines((await landfall('alerts', '--json')).stdout)
const theAlarm = async (): Promise<AlertView> => {
  const alarm = (await alertsShown()).find(({ severity }) => severity === 'alarm')
  if (alarm === undefined) throw new Error('there is no alarm')
  return alarm
}

test('topics: all there, as they should be, and another system’s are missing', async () => {
  const { stdout } = await landfall('topics', '--json')
  const found = parseJsonLines<{ name: string; isThere: boolean; partitions: number }>(stdout)
  expect(found.map(({ isThere }) => isThere)).toEqual(Object.keys(topics('')).map(() => true))
  expect(found[0]).toMatchObject({ name: expect.stringMatching(/observations.v1$/), partitions: 12 })
  expect(await landfall('topics', 'drift')).toMatchObject({ code: 0, stdout: '' })
  expect(await landfall('topics', 'drift', '--prefix', 'nobodys')).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('nobodys.alerts.v1 is missing\n'),
  })
})

test('watch shows what happens, also over a service that is killed and comes back', async () => {
  const watching = startCli(['watch', '--json'], env)
  const events = () => parseJsonLines<FeedEvent>(completeLines(watching))
  const severities = () => events().flatMap((event) => (event.type === 'alert' ? [event.alert.severity] : []))
  await waitFor(() => events().some(({ type }) => type === 'snapshot'))
  expect(await landfall('simulate', 'thirty-one', '--speed', 'max')).toMatchObject({ code: 0 })
  await waitFor(() => severities().includes('alarm'))
  await system.kill('alert', 'SIGKILL')
  expect(await landfall('simulate', 'chathams', '--speed', 'max')).toMatchObject({ code: 0 })
  await system.restart('alert')
  await waitFor(() => severities().includes('warning'))
  expect(events().filter(({ type }) => type === 'gap')).toEqual([])
  expect(events().filter(({ type }) => type === 'snapshot')).toHaveLength(1)
  watching.child.kill('SIGINT')
  expect(await watching.ended).toMatchObject({ code: 130, stderr: '' })
})

/** The last line may be half there. */
const completeLines = ({ said }: RunningCommand): string => {
  const { stdout } = said()
  return stdout.slice(0, stdout.lastIndexOf('\n') + 1)
}

test('watch --once for people: a line each', async () => {
  const { code, stdout, stderr } = await landfall('watch', '--once')
  expect({ code, stderr }).toEqual({ code: 0, stderr: 'watching: 2 to be looked at\n' })
  expect(stdout).toMatch(/▲ ALARM .* EXERCISE .*31\/31\/31 .*4 craft {2}nz .*v\d+\n/)
  expect(stdout).toMatch(/◆ WARNING .* EXERCISE .*14\/32\/36 .*2 craft {2}nz .*v\d+\n/)
})

test('alerts shows the evidence, enough to redo the sum', async () => {
  const { alertId } = await theAlarm()
  const { stdout } = await landfall('alerts', alertId)
  expect(stdout).toContain('same period  31/31/31     exceeds: observed')
  for (const people of [12, 10, 8, 1])
    expect(stdout).toContain(`aboard ${people}, not permitted ${people} (headcount-10`)
})

test('what operators do, and what they may not', async () => {
  const { alertId, version } = await theAlarm()
  const acknowledged = await landfall('ack', alertId, '--note', 'P-8 tasked', '--version', String(version), '--json')
  expect(JSON.parse(acknowledged.stdout)).toMatchObject({
    state: 'acknowledged',
    acknowledgement: { note: 'P-8 tasked' },
  })
  expect(await landfall('ack', alertId, '--version', '999')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('409'),
  })
  expect(await landfall('note', alertId, 'Police at Tolaga Bay')).toMatchObject({ code: 0 })
  const silenced = await landfall('silence', alertId, '--for', '10m', '--json')
  expect(JSON.parse(silenced.stdout)).toMatchObject({
    silencedUntil: expect.any(String),
    notes: [{ text: 'Police at Tolaga Bay' }],
  })
  expect(await landfall('unsilence', alertId)).toMatchObject({ code: 0 })
  expect(JSON.parse((await landfall('close', alertId, '--json')).stdout)).toMatchObject({ state: 'closed' })
  expect(JSON.parse((await landfall('reopen', alertId, '--json')).stdout)).toMatchObject({ closed: null })
  expect(await landfall('ack', 'nz-20200101-00000000')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('there is no alert "nz-20200101-00000000"'),
  })
})

test('export: CAP and history', async () => {
  const { alertId } = await theAlarm()
  const { stdout } = await landfall('export', alertId, '--cap')
  expect(stdout).toContain('<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">')
  expect(stdout).toContain('<status>Exercise</status>')
  const history = JSON.parse((await landfall('export', alertId, '--history')).stdout)
  expect(history.entries.map(({ kind }: { kind: string }) => kind)).toContain('action')
})
