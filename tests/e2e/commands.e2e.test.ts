import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type AlertView,
  type AlertViewOf,
  type InboundGroupAlert,
  type MassArrivalAlert,
  type ObservationInput,
  ReportPreview,
  topics,
} from '@landfall/contracts'
import type { FeedEvent } from '@landfall/feed-client'
import { readTopic } from '@landfall/kafka'
import { connectRedis } from '@landfall/redis'
import { createLogger } from '@landfall/runtime'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { feedObservations } from './feed-observations.ts'
import { parseJsonLines, type RunningCommand, runCli, startCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// The `landfall` command against real services: what an operator at a terminal does.

let system: RunningSystem
let env: Readonly<Record<string, string>>
let prefix: string
let logged = ''
const landfall = (...args: readonly string[]) => runCli(args, env)

beforeAll(async () => {
  const [kafkaBrokers, redisUrl] = [inject('kafkaBrokers'), inject('redisUrl')]
  prefix = `t${randomUUID().slice(0, 8)}`
  const onLog = (text: string): void => {
    logged += text
  }
  system = await startSystem({ kafkaBrokers, redisUrl, prefix, env: { LOG_LEVEL: 'debug' }, onLog })
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
  expect(stdout).toMatch(/▲ ALARM .* EXERCISE .*31 .*4 craft {2}nz .*v\d+\n/)
  expect(stdout).toMatch(/◆ WARNING .* EXERCISE .*14–36, likely 32 .*2 craft {2}nz .*v\d+\n/)
})

test('alerts shows the evidence, enough to redo the sum', async () => {
  const { alertId } = await theAlarm()
  const table = (await landfall('alerts')).stdout.split('\n')
  expect(table[0]).toMatch(/^SEVERITY +WORLD +WHAT +WHERE +PEOPLE +CRAFT +RAISED \(UTC\) +STATE +ID$/)
  expect(table[1]).toMatch(new RegExp(`^▲ ALARM +EXERCISE +mass arrival .* 31 .* 4 .*${alertId} v`))
  const { stdout } = await landfall('alerts', alertId)
  expect(stdout).toContain('same period  31                   exceeds: observed')
  for (const people of [12, 10, 8, 1])
    expect(stdout).toContain(`aboard ${people}, not permitted ${people} (headcount-10`)
})

const post = async (path: string, body: object): Promise<unknown> => {
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(new URL(path, system.alertUrl), { method: 'POST', headers, body: JSON.stringify(body) })
  return response.json()
}
const gist = (alert: MassArrivalAlert | InboundGroupAlert) => ({
  ...{ kind: alert.kind, severity: alert.severity, unauthorised: alert.unauthorised, craft: alert.craft.length },
  eta: alert.kind === 'inbound-group' ? alert.eta : null,
})

test('a preview of a report is what becomes of it', async () => {
  const alarm = async () => (await theAlarm()) as AlertViewOf<'mass-arrival'>
  const { craft } = await alarm()
  const last = craft.at(-1)
  if (last === undefined) throw new Error('no craft')
  const { longitude, latitude, craftId } = last
  const observedAt = new Date(Date.parse(last.arrivedAt) + 60_000).toISOString()
  const common = { type: 'persons', observedAt, exercise: true }
  for (const given of [
    { craftId, method: 'headcount', aboard: 4, notPermitted: 4 },
    { craftId: 'sighting:desk-1', method: 'sighting', aboard: { min: 3, max: 9 }, longitude, latitude },
    { craftId: 'sighting:desk-1', method: 'headcount', aboard: 5, permitted: 1, notPermitted: 4 },
  ]) {
    const before = await alarm()
    const preview = ReportPreview.parse(await post('/v1/reports/preview', { ...common, ...given }))
    expect(preview).toMatchObject({ outcome: 'known', effects: [{ alertId: before.alertId, before: gist(before) }] })
    await post('/v1/observations', { ...common, ...given })
    const after = await waitFor(async () => {
      const now = await alarm()
      return now.version > before.version ? now : undefined
    })
    expect(preview.outcome === 'known' && preview.effects[0]?.after).toEqual(gist(after))
  }
})

test('a preview says what a report on a boat at sea does: an inbound group, with its ETA, and what it becomes', async () => {
  // Some 60 nm west of Greymouth, in at ten knots.
  const craftId = 'track:preview-1'
  const nowMs = Date.now()
  const at = (minutesAgo: number): string => new Date(nowMs - minutesAgo * 60_000).toISOString()
  const seen = (minutesAgo: number, longitude: number) => ({
    ...{ type: 'position', craftId, observedAt: at(minutesAgo), source: { id: 'radar-w', kind: 'radar' } },
    ...{ exercise: true, longitude, latitude: -42.4 },
  })
  await feedObservations(system.ingestUrl, [seen(130, 169.45), seen(70, 169.67), seen(8, 169.9)] as ObservationInput[])
  const common = { type: 'persons', craftId, exercise: true, method: 'sighting' }
  const group = async () => {
    const shown = await alertsShown()
    return shown.find(
      (one): one is AlertViewOf<'inbound-group'> =>
        one.kind === 'inbound-group' && one.craft.some((craft) => craft.craftId === craftId),
    )
  }
  for (const given of [
    { observedAt: at(6), aboard: 40 },
    { observedAt: at(5), aboard: { min: 30, likely: 44, max: 60 }, longitude: 169.91, latitude: -42.4 },
    { observedAt: at(4), aboard: 12, method: 'headcount', notPermitted: 12 },
  ]) {
    const before = await group()
    const isOpen = before !== undefined && before.status === 'open'
    const preview = ReportPreview.parse(await post('/v1/reports/preview', { ...common, ...given }))
    expect(preview).toMatchObject({
      outcome: 'known',
      effects: [{ alertId: isOpen ? before.alertId : null, before: isOpen ? gist(before) : null }],
    })
    await post('/v1/observations', { ...common, ...given })
    const after = await waitFor(async () => {
      const now = await group()
      return now !== undefined && now.version > (before?.version ?? 0) ? now : undefined
    })
    expect(preview.outcome === 'known' && preview.effects[0]?.after).toEqual(
      after.status === 'open' ? gist(after) : null,
    )
  }
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
  expect(await landfall('checklist', alertId)).toMatchObject({ stdout: expect.stringContaining('[ ] rescue') })
  const ticked = await landfall('tick', alertId, 'rescue', '--json')
  expect(JSON.parse(ticked.stdout)).toMatchObject({ checklist: [{ item: 'rescue', operator: 'local operator' }] })
  expect(await landfall('tick', alertId, 'rescue')).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Already ticked by local operator at \d\d:\d\d UTC; nothing was changed/),
  })
  expect(await landfall('close', alertId)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--reason is missing: must be one of resolved, false, duplicate, handed-over'),
  })
  const closed = await landfall('close', alertId, '--handed-to', 'Police', '--note', 'All ashore.', '--json')
  expect(JSON.parse(closed.stdout)).toMatchObject({
    state: 'closed',
    closed: { reason: 'handed-over', handedTo: 'Police', note: 'All ashore.' },
  })
  expect(await landfall('close', alertId)).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/Already closed by local operator at \d\d:\d\d UTC/),
  })
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

test('report counts: a table raises an alert; of a list of people only their number leaves the command', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-counts-'))
  const temporary = join(folder, 'tmp')
  await mkdir(temporary)
  const now = new Date().toISOString()
  const table = `craft,time,aboard,not permitted,method,lon,lat\nsighting:karekare-9,${now},40,40,headcount,174.48,-36.99\n`
  await writeFile(join(folder, 'counts.csv'), table)
  await writeFile(join(folder, 'list.csv'), 'Surname;Given names\nQuillfeather;Odalys\nBrandywine;Peregrine\n')
  expect(await landfall('report', 'counts', join(folder, 'counts.csv'))).toMatchObject({ code: 0 })
  const alert = await waitFor(async () =>
    (await alertsShown()).find((shown) => JSON.stringify(shown).includes('sighting:karekare-9')),
  )
  expect(alert).toMatchObject({ severity: 'alarm', exercise: true })

  const args = ['report', 'counts', '--list', join(folder, 'list.csv'), '--craft', 'sighting:karekare-9', '--time', now]
  const ran = await runCli(args, { ...env, TMPDIR: temporary })
  const refused = await landfall(
    'report',
    'counts',
    '--list',
    join(folder, 'list.csv'),
    '--craft',
    'x:1',
    '--time',
    '2999-01-01T00:00Z',
  )
  expect([ran.code, refused.code, refused.stderr]).toEqual([0, 1, expect.stringContaining('observedAt "2999-01-01')])
  expect(await readdir(temporary)).toEqual([])
  expect((await readdir(folder)).toSorted()).toEqual(['counts.csv', 'list.csv', 'tmp'])

  const kept = await waitFor(async () => {
    const found = await everythingKept()
    return found.topics.includes('"aboard":{"likely":2') && found.topics.includes('2999-01-01') ? found : undefined
  })
  expect(kept.redis).toContain('sighting:karekare-9')
  expect(logged).toContain('"level"')
  const everywhere = [kept.topics, kept.redis, logged, ran.stdout, ran.stderr, refused.stdout, refused.stderr].join()
  for (const name of ['Quillfeather', 'Odalys', 'Brandywine', 'Peregrine']) expect(everywhere).not.toContain(name)
  await rm(folder, { recursive: true })
})

/** All records of all topics, and all that this system has in Redis, as text. */
const everythingKept = async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const found = { topics: '', redis: '' }
  const brokers = inject('kafkaBrokers').split(',')
  for (const { name } of Object.values(topics(prefix))) {
    for await (const { key, value } of readTopic({ brokers, clientId: 'test', logger, topic: name })) {
      found.topics += `${key} ${value}\n`
    }
  }
  const redis = await connectRedis({ url: inject('redisUrl'), logger })
  await waitFor(() => redis.state() === 'up')
  for (const key of await redis.client.keys(`*${prefix}*`)) {
    const isHash = (await redis.client.type(key)) === 'hash'
    found.redis += `${key} ${isHash ? JSON.stringify(await redis.client.hgetall(key)) : await redis.client.get(key)}\n`
  }
  await redis.close()
  return found
}
