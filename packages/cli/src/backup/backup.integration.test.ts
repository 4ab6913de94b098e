import { appendFile, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { topics } from '@landfall/contracts'
import { ensureTopics, type LogRecord, openFencedProducer, openProducer, readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { runMain } from '../testing/run-main.ts'
import { readManifest } from './backup-manifest.ts'

// A backup of a log with everything in it that a record can have, restored under another prefix beside it.

const kafkaBrokers = inject('kafkaBrokers')
const kafka = {
  brokers: kafkaBrokers.split(','),
  clientId: 'test',
  logger: createLogger({ name: 'test', level: 'silent' }),
}
const aPrefix = (): string => `b${Math.random().toString(36).slice(2, 10)}`
const prefix = aPrefix()
const { alerts, actions, audit, marks } = topics(prefix)

const run = (prefixOf: string, ...args: readonly string[]) =>
  runMain(args, { env: { KAFKA_BROKERS: kafkaBrokers, TOPIC_PREFIX: prefixOf } })

/** All that is in a topic, with copies of the values. */
const contents = async (topic: string): Promise<readonly LogRecord[]> => {
  const records = await Array.fromAsync(readTopic({ ...kafka, topic }))
  return records.map((record) => ({ ...record, value: record.value && Buffer.from(record.value) }))
}

let folder: string
let dir: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-backup-'))
  dir = join(folder, 'first')
  await ensureTopics({ ...kafka, specs: Object.values(topics(prefix)) })
  const plain = await openProducer({ ...kafka, topics: [alerts, actions, audit, marks] })
  const send = (topic: string, key: string, value: string | Buffer, headers = {}) =>
    plain.send([{ topic, key, value, headers }])
  // Each opening leaves transaction markers: offsets without a record, at the beginning, in the middle and at the end.
  const fence = async (): Promise<void> => {
    const fenced = await openFencedProducer({ ...kafka, name: `${prefix}-fence`, topics: [alerts] })
    await fenced.close()
  }
  await fence()
  await send(alerts.name, 'nz-1', '{"alertId":"nz-1"}', { ce_id: 'nz-1/1', ce_time: '2026-11-23T09:30:00.000Z' })
  await fence()
  await send(alerts.name, 'nz-ü\u2028', Buffer.from([0xff, 0xfe, 0x00, 0x0a]), { ce_ü: 'ö' })
  await send(alerts.name, 'nz-2', '  {"name":"Te\u2028Kaha"}\n')
  await fence()
  await send(actions.name, 'nz-1', '')
  await plain.send(
    Array.from({ length: 2_500 }, (_, index) => ({ topic: audit.name, key: `k${index}`, value: 'x'.repeat(1_000) })),
  )
  for (const [key, value] of Object.entries({ one: 'set', two: 'set' })) await send(marks.name, key, value)
  await send(marks.name, 'one', 'removed')
  await plain.close()
  expect(await run(prefix, 'backup', dir)).toMatchObject({ code: 0 })
})
afterAll(() => rm(folder, { recursive: true }))

test('a restored log is the one that was backed up: offsets, times, keys, headers and values', async () => {
  const other = aPrefix()
  const restored = await run(other, 'restore', dir, '--json')
  expect(restored).toMatchObject({ code: 0, stderr: '' })
  expect(JSON.parse(restored.stdout)).toMatchObject({ prefix: other, dryRun: false, records: 2_506 })
  for (const role of ['alerts', 'actions', 'audit'] as const) {
    const was = await contents(topics(prefix)[role].name)
    expect(await contents(topics(other)[role].name)).toEqual(was)
  }
  // Compacted: of each the newest, where it was.
  const [, ...newest] = await contents(marks.name)
  expect(await contents(topics(other).marks.name)).toEqual(newest)
  const offsets = (await contents(alerts.name)).map(({ offset }) => offset)
  expect(offsets).not.toEqual([0, 1, 2]) // Or the test proves nothing of markers.
  // What is appended later goes on after the markers at the end, and has the broker's time.
  const beforeMs = Date.now()
  const producer = await openProducer({ ...kafka, topics: [topics(other).alerts] })
  const [sent] = await producer.send([{ topic: topics(other).alerts.name, key: 'new', value: '1' }])
  await producer.close()
  expect(sent?.offset).toBeGreaterThan(offsets.at(-1) ?? 0)
  expect((await contents(topics(other).alerts.name)).at(-1)?.timestampMs).toBeGreaterThanOrEqual(beforeMs)
  const drift = await run(other, 'topics', 'drift', '--json')
  expect(JSON.parse(drift.stdout).drift).toEqual([])
})

test('a backup made while alerts and actions are written has no action about an alert that it lacks', async () => {
  const busy = aPrefix()
  const names = topics(busy)
  await ensureTopics({ ...kafka, specs: Object.values(names) })
  const producer = await openProducer({ ...kafka, topics: [names.alerts, names.actions] })
  const writing = new AbortController()
  const write = async (): Promise<void> => {
    for (let version = 1; !writing.signal.aborted; version += 1) {
      await producer.send([{ topic: names.alerts.name, key: 'a', value: String(version) }])
      await producer.send([{ topic: names.actions.name, key: 'a', value: String(version) }])
    }
  }
  const written = write()
  for (let round = 0; round < 3; round += 1) {
    const target = join(folder, `busy-${round}`)
    expect(await run(busy, 'backup', target)).toMatchObject({ code: 0 })
    const manifest = await readManifest(target)
    const [alertsIn = 0, actionsIn = 0] = manifest.topics.map(({ partitions }) => partitions[0]?.records)
    expect(actionsIn).toBeGreaterThan(0)
    expect(actionsIn).toBeLessThanOrEqual(alertsIn)
  }
  writing.abort()
  await written
  await producer.close()
})

test('a backup from before there were marks is restored, and leaves those that there are', async () => {
  const copy = join(folder, 'without-marks')
  await cp(dir, copy, { recursive: true })
  const path = join(copy, 'manifest.json')
  const manifest = JSON.parse(await readFile(path, 'utf8'))
  const older = { ...manifest, topics: manifest.topics.filter(({ role }: { role: string }) => role !== 'marks') }
  await writeFile(path, JSON.stringify(older))
  const other = aPrefix()
  await ensureTopics({ ...kafka, specs: [topics(other).marks] })
  const producer = await openProducer({ ...kafka, topics: [topics(other).marks] })
  await producer.send([{ topic: topics(other).marks.name, key: 'three', value: 'set' }])
  await producer.close()
  expect(await run(other, 'restore', copy)).toMatchObject({ code: 0 })
  expect((await contents(topics(other).marks.name)).map(({ key }) => key)).toEqual(['three'])
  expect(await contents(topics(other).alerts.name)).toEqual(await contents(alerts.name))
  // Any of the others must be there.
  await writeFile(path, JSON.stringify({ ...older, topics: [...older.topics.slice(1), manifest.topics[3]] }))
  const refused = await run(aPrefix(), 'restore', copy)
  expect(refused).toMatchObject({ code: 65, stderr: expect.stringContaining('alerts is missing') })
})

test('a second restore is refused, and changes nothing', async () => {
  const other = aPrefix()
  expect(await run(other, 'restore', dir)).toMatchObject({ code: 0 })
  const before = await contents(topics(other).alerts.name)
  expect(await run(other, 'restore', dir)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(
      `${topics(other).alerts.name} is not empty: it ends at offset 9. Nothing was written`,
    ),
  })
  expect(await contents(topics(other).alerts.name)).toEqual(before)
})

test('a topic in which there were only ever markers is not empty', async () => {
  const other = aPrefix()
  const own = topics(other).actions
  await ensureTopics({ ...kafka, specs: [own] })
  const fenced = await openFencedProducer({ ...kafka, name: `${other}-fence`, topics: [own] })
  await fenced.close()
  expect(await run(other, 'restore', dir)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('ends at offset 2'),
  })
})

test('a dry run of a restore checks all and writes nothing', async () => {
  const other = aPrefix()
  const { code, stdout } = await run(other, 'restore', dir, '--dry-run')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('whole, and can be restored') })
  expect((await run(other, 'topics', '--json')).stdout).not.toContain('"isThere":true')
})

test('a dry run of a backup says what there is, and writes nothing', async () => {
  const target = join(folder, 'never')
  const { code, stdout } = await run(prefix, 'backup', target, '--dry-run')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining(`${alerts.name}/0: offsets 0 to 9`) })
  expect(await readdir(folder)).not.toContain('never')
})

test('a backup is never written over what is there, and leaves nothing when it fails', async () => {
  expect(await run(prefix, 'backup', dir)).toMatchObject({
    code: 74,
    stderr: expect.stringContaining('is there already'),
  })
  const missing = join(folder, 'no', 'such')
  expect(await run(prefix, 'backup', missing)).toMatchObject({ code: 74 })
  expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
})

test.each<readonly [string, (copy: string, segment: string) => Promise<void>, string]>([
  ['a byte is added', (_copy, segment) => appendFile(segment, '\n'), 'is damaged: it has'],
  ['a byte is changed', (_copy, segment) => flip(segment), 'is damaged: its SHA-256 is not that of the manifest'],
  ['a file is missing', (_copy, segment) => rm(segment), 'cannot be read'],
  ['the manifest is of another format', (copy) => edit(copy, '"format": 1', '"format": 2'), 'a backup of format 2'],
  ['the manifest is cut', (copy) => edit(copy, '"topics"', '"topic"'), 'manifest.json'],
])('%s: 65, and nothing is written', async (_what, damage, message) => {
  const copy = await mkdtemp(join(folder, 'copy-'))
  for (const name of await readdir(dir)) await writeFile(join(copy, name), await readFile(join(dir, name)))
  const segment = (await readdir(copy)).find((name) => name.startsWith('audit')) ?? ''
  await damage(copy, join(copy, segment))
  const other = aPrefix()
  expect(await run(other, 'restore', copy)).toMatchObject({ code: 65, stderr: expect.stringContaining(message) })
  expect((await run(other, 'topics', '--json')).stdout).not.toContain('"isThere":true')
})

test('a folder without a backup: 66', async () => {
  expect(await run(prefix, 'restore', folder)).toMatchObject({ code: 66 })
})

const flip = async (path: string): Promise<void> => {
  const bytes = await readFile(path)
  bytes[bytes.length - 9] = (bytes.at(-9) ?? 0) ^ 1
  await writeFile(path, bytes)
}

const edit = async (copy: string, from: string, to: string): Promise<void> => {
  const path = join(copy, 'manifest.json')
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to))
}
