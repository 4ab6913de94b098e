import { randomUUID } from 'node:crypto'
import { type MassArrivalAlert, topics } from '@landfall/contracts'
import { partitionFor, readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { feedObservations } from './feed-observations.ts'
import { runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// `landfall inspect`, on what windowing has really stored.

const prefix = `t${randomUUID().slice(0, 8)}`
const { observations, arrivals, alerts } = topics(prefix)
const CRAFT = 'track:inspected'
const craftPartition = String(partitionFor(CRAFT, observations.partitions))
const areaPartition = partitionFor('nz', arrivals.partitions)
const observedAt = new Date(Date.now() - 60_000).toISOString()

let system: RunningSystem
let alert: MassArrivalAlert

const inspect = async (...args: readonly string[]) =>
  runCli(['inspect', ...args], {
    KAFKA_BROKERS: inject('kafkaBrokers'),
    REDIS_URL: inject('redisUrl'),
    TOPIC_PREFIX: prefix,
  })
const inspectJson = async (...args: readonly string[]) => JSON.parse((await inspect(...args, '--json')).stdout)

const readAlerts = async (): Promise<readonly MassArrivalAlert[]> => {
  const found: MassArrivalAlert[] = []
  const logger = createLogger({ name: 'test', level: 'silent' })
  const brokers = inject('kafkaBrokers').split(',')
  for await (const { value } of readTopic({ brokers, clientId: prefix, logger, topic: alerts.name }))
    found.push(JSON.parse(String(value)))
  return found.filter(({ kind }) => kind === 'mass-arrival')
}

beforeAll(async () => {
  system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix })
  const common = { craftId: CRAFT, observedAt, source: { id: 'patrol-7', kind: 'patrol' } } as const
  await feedObservations(system.ingestUrl, [
    { ...common, type: 'position', longitude: 173.051, latitude: -34.402 },
    { ...common, type: 'persons', method: 'headcount', aboard: 33, permitted: 2, notPermitted: 31 },
  ])
  await waitFor(async () => (await readAlerts()).length > 0, { what: 'an alert' })
  const [first] = await readAlerts()
  if (first === undefined) throw new Error('no alert')
  alert = first
  const isCommitted = async () => (await inspectJson('partition', 'groups', String(areaPartition))).lag === 0
  await waitFor(isCommitted, { what: 'the groups stage to store what it has emitted' })
})
afterAll(() => system?.[Symbol.asyncDispose]())

describe('partition', () => {
  test('shows offset, lag, phase and what the state was made from', async () => {
    const report = await inspectJson('partition', 'arrivals', craftPartition)
    expect(report).toMatchObject({
      stage: 'arrivals',
      nextOffset: 2,
      topic: observations.name,
      lowOffset: 0,
      endOffset: 2,
      lag: 0,
      revision: expect.stringMatching(/^[0-9a-f-]{36}$/),
      entriesByKind: { real: 1 },
      progress: { configHash: expect.any(String), logId: report.topicId },
      checkpoint: null,
    })
    const { code, stdout } = await inspect('partition', 'arrivals', craftPartition)
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringContaining(`${observations.name}, offsets 0 to 2, 0 not in the state`),
    })
  })

  test('of a system that is not there: 66; of one without a state: 1', async () => {
    const other = ['partition', 'groups', '0', '--prefix', `${prefix}x`]
    expect(await inspect(...other)).toMatchObject({ code: 66, stderr: expect.stringContaining('is missing') })
    const env = { KAFKA_BROKERS: inject('kafkaBrokers'), TOPIC_PREFIX: `${prefix}x` }
    expect(await runCli(['topics', 'ensure'], env)).toMatchObject({ code: 0 })
    expect(await inspect(...other)).toMatchObject({ code: 1, stdout: expect.stringContaining('nothing is stored') })
  })

  test.each<readonly [readonly string[], string]>([
    [['partition', 'grups', '1'], 'STAGE grups: must be one of arrivals, groups, sources'],
    [['partition', 'groups', '12'], 'N 12: groups has partitions 0 to 11'],
    [['partition', 'groups', 'x'], 'N x: must be a whole number'],
  ])('%j is refused', async (args, message) => {
    expect(await inspect(...args)).toMatchObject({ code: 2, stderr: expect.stringContaining(`landfall: ${message}`) })
  })
})

describe('craft', () => {
  test('shows visits and reports of the arrivals stage, and what groups has of it in each area', async () => {
    const { code, stdout } = await inspect('craft', CRAFT)
    expect(code).toBe(0)
    expect(stdout).toContain(`arrivals ${craftPartition}`)
    expect(stdout).toContain(`groups ${areaPartition}, nz`)
    const visit = `visit ${observedAt} to ${observedAt}, arrived at 173.051 -34.402, without permission 31`
    expect(stdout.split(visit)).toHaveLength(3) // As both stages have it.
    expect(stdout).toContain('persons patrol-7/')
  })

  test('of an exercise is another craft: nothing is stored of it, and 1', async () => {
    const { code, stdout } = await inspect('craft', CRAFT, '--exercise')
    expect({ code, stdout }).toEqual({ code: 1, stdout: expect.stringContaining('nothing is stored') })
  })
})

describe('alert', () => {
  test('shows the stored alert, and each published version with its offset', async () => {
    const report = await inspectJson('alert', alert.alertId)
    expect(report).toMatchObject({
      kind: 'mass-arrival',
      stage: 'groups',
      partition: areaPartition,
      stored: { alert },
      versions: [{ partition: 0, offset: expect.any(Number), alert }],
    })
    expect((await inspect('alert', alert.alertId)).stdout).toContain('open alarm, raised')
  })

  test('that is not in the topic: 66', async () => {
    expect(await inspect('alert', 'nz-none')).toMatchObject({
      code: 66,
      stderr: expect.stringContaining(`${alerts.name} has no alert "nz-none"`),
    })
  })
})

test('a Redis that does not answer: 69', async () => {
  const env = { KAFKA_BROKERS: inject('kafkaBrokers'), REDIS_URL: 'redis://127.0.0.1:2', TOPIC_PREFIX: prefix }
  expect(await runCli(['inspect', 'craft', CRAFT], env)).toMatchObject({
    code: 69,
    stderr: expect.stringMatching(/ECONNREFUSED.*LF_STORE_DOWN/),
  })
})
