import { randomUUID } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { formatInterval, type MassArrivalAlert, type ObservationInput, topics } from '@landfall/contracts'
import { defaultAreaUrl } from '@landfall/geo'
import { openProducer, readTopic } from '@landfall/kafka'
import { createLogger } from '@landfall/runtime'
import { scenarios } from '@landfall/simulator'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { feedObservations } from './feed-observations.ts'
import { runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// What windowing said on real Kafka and Redis, held against the log by a process that asks none of the services.

const prefix = `t${randomUUID().slice(0, 8)}`
const names = topics(prefix)
const kafka = () => ({
  brokers: inject('kafkaBrokers').split(','),
  clientId: prefix,
  logger: createLogger({ name: 'test', level: 'silent' }),
})
let system: RunningSystem
let folder: string
let alarm: MassArrivalAlert
const foretold = scenarios
  .filter(({ name }) => name === 'northland')
  .flatMap(({ expected }) => expected(0).open.map(({ unauthorised }) => JSON.stringify(unauthorised)))
const landfall = (...args: readonly string[]) =>
  runCli(args, {
    LANDFALL_URL: system.alertUrl,
    LANDFALL_INGEST_URL: system.ingestUrl,
    KAFKA_BROKERS: inject('kafkaBrokers'),
    TOPIC_PREFIX: prefix,
  })
const fromLog = (...args: readonly string[]) => landfall('explain', alarm.alertId, '--from-log', ...args)

/** The newest version of every mass arrival in the topic. */
const newest = async (): Promise<readonly MassArrivalAlert[]> => {
  const alerts = new Map<string, MassArrivalAlert>()
  for await (const { key, value } of readTopic({ ...kafka(), topic: names.alerts.name })) {
    alerts.set(String(key), JSON.parse(String(value)))
  }
  return [...alerts.values()].filter(({ kind }) => kind === 'mass-arrival')
}

const awaitAlert = async (isIt: (alert: MassArrivalAlert) => boolean): Promise<MassArrivalAlert> => {
  let found: MassArrivalAlert | undefined
  const look = async () => {
    found = (await newest()).find(isIt)
    return found !== undefined
  }
  await waitFor(look, { what: 'an alert that is looked for' })
  if (found === undefined) throw new Error('it went again')
  return found
}

/** Someone writes into the topic what windowing never said. */
const publish = async (alert: MassArrivalAlert): Promise<void> => {
  const producer = await openProducer({ ...kafka(), topics: [names.alerts] })
  await producer.send([{ topic: names.alerts.name, key: alert.alertId, value: JSON.stringify(alert) }])
  await producer.close()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-explain-'))
  system = await startSystem({ kafkaBrokers: inject('kafkaBrokers'), redisUrl: inject('redisUrl'), prefix })
  expect(await landfall('simulate', 'northland', '--speed', 'max')).toMatchObject({ code: 0 })
  const isSettled = async () => {
    const open = (await newest()).filter(({ status }) => status === 'open')
    alarm = open.find(({ severity }) => severity === 'alarm') ?? alarm
    const said = open.map(({ unauthorised }) => JSON.stringify(unauthorised))
    return said.toSorted().join() === foretold.toSorted().join()
  }
  await waitFor(isSettled, { timeoutMs: 90_000, what: 'northland to come to what it foretells' })
})
afterAll(async () => {
  await system?.[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

test('the log agrees with every alert of the exercise, also when the service is away', async () => {
  await system.kill('alert', 'SIGKILL')
  for (const { alertId } of await newest()) {
    const { code, stdout, stderr } = await landfall('explain', alertId, '--from-log')
    expect({ code, verdict: stdout.trim().split('\n').at(-1) }).toEqual({ code: 0, verdict: 'The log agrees.' })
    expect(stderr).toMatch(new RegExp(`^${prefix}\\.exercise-observations\\.v1: [\\d,]+ observations in .*/s\\)\\n$`))
  }
  await system.restart('alert')
})

test('--json prints the outcome and the recomputed alert', async () => {
  const { code, stdout } = await fromLog('--json')
  const { log, ...said } = JSON.parse(stdout)
  expect({ code, said }).toEqual({
    code: 0,
    said: {
      alertId: alarm.alertId,
      version: alarm.version,
      status: 'open',
      outcome: 'agrees',
      agrees: true,
      differences: [],
      sinceItEnded: [],
      notes: expect.any(Array),
      observations: expect.any(Number),
    },
  })
  expect(said.observations).toBeGreaterThan(100)
  expect(log).toEqual(alarm)
})

test('another policy, another area: the differences, and why there are some', async () => {
  const nz = JSON.parse(await readFile(defaultAreaUrl, 'utf8'))
  const file = async (name: string, feature: object): Promise<string> => {
    await writeFile(join(folder, name), JSON.stringify(feature))
    return join(folder, name)
  }
  const strict = await file('strict.geojson', { ...nz, properties: { ...nz.properties, policy: { threshold: 5 } } })
  const underStrict = await fromLog('--area-file', strict)
  expect(underStrict.code).toBe(1)
  expect(underStrict.stdout).toContain('DIFFERS: threshold: the alert says 30, the log says 5\n')
  expect(underStrict.stdout).toMatch(/DIFFERS: policy: the alert says sha256:\w+, the log says sha256:\w+\n/)
  expect(underStrict.stdout).toContain('The alert was made under another policy')

  const ring = [[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]] // biome-ignore format: a square
  const elsewhere = await file('elsewhere.geojson', { ...nz, geometry: { type: 'Polygon', coordinates: [ring] } })
  const inElsewhere = await fromLog('--area-file', elsewhere)
  expect(inElsewhere.code).toBe(1)
  expect(inElsewhere.stdout).toContain('DIFFERS: status: the alert says open, the log says cancelled\n')

  const other = await file('other.geojson', { ...nz, properties: { ...nz.properties, areaId: 'other' } })
  expect(await fromLog('--area-file', other)).toMatchObject({
    code: 65,
    stdout: '',
    stderr: expect.stringContaining(`landfall: ${alarm.alertId} is of the area nz; given is other\n`),
  })
})

test('an unknown alert or a missing topic exits with 66', async () => {
  expect(await landfall('explain', 'nz-20200101-00000000', '--from-log')).toMatchObject({
    code: 66,
    stderr: `landfall: ${names.alerts.name} has no alert "nz-20200101-00000000"\n`,
  })
  expect(await fromLog('--prefix', 'nobodys')).toMatchObject({
    code: 66,
    stderr: expect.stringContaining('landfall: nobodys.observations.v1 is missing\n'),
  })
})

test('an ended alert stays as it ended, and what its craft count by now is said', async () => {
  expect(await landfall('simulate', 'thirty-one', '--speed', 'max')).toMatchObject({ code: 0 })
  const [four, ended] = [await awaitAlert(({ craft }) => craft.length === 4), 'An ended alert stays as it ended. ']
  const isDomestic = async (craft: MassArrivalAlert['craft'][number] | undefined) => {
    const source = { id: 'customs', kind: 'simulation' } as const
    const craftId = craft?.craftId ?? ''
    const observedAt = '2026-11-01T00:00:00.000Z'
    await feedObservations(system.ingestUrl, [
      { type: 'craft', craftId, observedAt, source, exercise: true, domestic: true },
    ])
  }
  const [first, second] = four.craft
  await isDomestic(first)
  await awaitAlert(({ alertId, status }) => alertId === four.alertId && status === 'cancelled')
  expect(await landfall('explain', four.alertId, '--from-log')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining(`${ended}Its craft still count the same.\nThe log agrees.\n`),
  })

  await isDomestic(second)
  const { code, stdout } = await landfall('explain', four.alertId, '--from-log')
  expect(code).toBe(0)
  expect(stdout).toContain(`${ended}Its craft count otherwise by now:\n  people without permission: the alert says `)
  expect(stdout).toMatch(
    /\n1 observation came after this version was written .* change nothing in it\.\nThe log agrees\.\n$/,
  )
})

test('an alert whose craft have been forgotten is compared with the log of its day', async () => {
  const DAY_MS = 86_400_000
  const headcount = (craftId: string, daysAgo: number): ObservationInput => ({
    type: 'persons',
    craftId,
    observedAt: new Date(Date.now() - daysAgo * DAY_MS).toISOString(),
    source: { id: 'p3-orion', kind: 'patrol' },
    exercise: false,
    longitude: 173.0,
    latitude: -34.4,
    method: 'headcount',
    aboard: 40,
    notPermitted: 40,
  })
  await feedObservations(system.ingestUrl, [headcount('track:old', 40)])
  const { alertId } = await awaitAlert(({ exercise }) => !exercise)
  // What comes within the second in which a version is written counts as having come before it.
  const seenMs = Date.now()
  await waitFor(() => Date.now() > seenMs + 1_500, { what: 'that second to pass' })
  await feedObservations(system.ingestUrl, [headcount('track:new', 0)])
  const { code, stdout, stderr } = await landfall('explain', alertId, '--from-log')
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('may be forgotten by now') })
  expect(stderr.match(/observations in/g)).toHaveLength(2)
})

test('a jump is named with those who contradict it, taken back by its id, and then named as taken back', async () => {
  const craftId = 'mmsi:512000777'
  const jumpMs = Math.floor(Date.now() / 3_600_000 - 12) * 3_600_000 + 300_000
  const common = { craftId, source: { id: 'radar', kind: 'radar' } as const }
  const at = (minutes: number): string => new Date(jumpMs + minutes * 60_000).toISOString()
  const seen = (minutes: number, longitude: number): ObservationInput => ({
    ...{ type: 'position', ...common, longitude, latitude: -41.4 },
    observedAt: at(minutes),
    observationId: `seen-${minutes}`,
  })
  const listed: ObservationInput = { type: 'persons', ...common, observedAt: at(0), method: 'manifest', aboard: 40 }
  await feedObservations(system.ingestUrl, [seen(-15, 160), seen(0, 174.9), seen(65, 160), listed])
  const isOfIt = (alert: MassArrivalAlert) => alert.craft[0]?.craftId === craftId
  const { alertId } = await awaitAlert((alert) => isOfIt(alert) && alert.craft[0]?.doubt === 'position-jump')
  const doubted = await landfall('explain', alertId, '--from-log')
  expect(doubted.stdout).toContain(
    `${craftId} of ${at(0)}: out of reach from 160 -41.4, where radar had it before that, at ${at(-15)}`,
  )
  const retract = (...args: readonly string[]) => landfall('retract', 'positions', craftId, ...args)
  const goes = `nz: inside ${at(0)}: goes\n`
  expect(await retract('--at', at(0), '--dry-run')).toMatchObject({ code: 0, stdout: `${goes}Nothing was sent.\n` })
  expect(await retract('--at', at(-15))).toMatchObject({
    code: 1,
    stdout: expect.stringContaining('Nothing was sent.'),
  })
  expect(await retract('--observation', 'seen-1')).toMatchObject({ code: 66 })
  const sent = await retract('--observation', 'seen-0')
  expect(sent).toMatchObject({ code: 0, stdout: expect.stringContaining(`${goes}Taken back, as taken-back-`) })
  await awaitAlert((alert) => alert.alertId === alertId && alert.status === 'cancelled')
  const { code, stdout } = await landfall('explain', alertId, '--from-log')
  expect(stdout).toContain(`${craftId}: positions from ${at(0)} to ${at(0)} taken back by operator:`)
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('The log agrees.') })
})

test('a forged alert is detected, field by field', async () => {
  const [first, ...others] = alarm.craft
  if (first === undefined) throw new Error('the alarm has no craft')
  const people = first.unauthorised
  const forged = { ...people, likely: people.likely + 1 }
  await publish({
    ...alarm,
    version: alarm.version + 1,
    severity: 'caution',
    craft: [{ ...first, unauthorised: forged }, ...others.slice(1)],
  })
  const { code, stdout } = await fromLog()
  expect(code).toBe(1)
  const [gone = first] = others
  expect(stdout.split('\n').filter((line) => line.startsWith('DIFFERS'))).toEqual([
    'DIFFERS: severity: the alert says caution, the log says alarm',
    `DIFFERS: ${first.craftId} of ${first.arrivedAt}, people without permission: the alert says ${formatInterval(forged)}, the log says ${formatInterval(people)}`,
    `DIFFERS: ${gone.craftId} of ${gone.arrivedAt}: the alert says nothing of it, the log says ${formatInterval(gone.unauthorised)}`,
  ])
  await publish({ ...alarm, version: alarm.version + 2, status: 'cancelled', reason: 'somebody said so' })
  const ended = await fromLog()
  expect(ended.code).toBe(1)
  expect(ended.stdout).toContain('DIFFERS: status: the alert says cancelled, the log says open\n')
})
