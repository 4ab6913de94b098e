import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '@landfall/infra-local'
import { afterAll, beforeAll, expect, test } from 'vitest'

// `npm start` as a person uses it, with data and ports of its own: it comes up, what is killed is cleaned up by the
// next one, and nothing is lost or left behind.

const PORTS = ['ALERT_PORT', 'INGEST_PORT', 'WINDOWING_PORT', 'NMEA_PORT', 'KAFKA_PORT', 'REDIS_PORT'] as const
const UP_MS_MAX = 300_000

let stateFolder: string
let ports: Record<(typeof PORTS)[number], number>
const started: ChildProcess[] = []

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), 'landfall-start-'))
  const chosen = await Promise.all(PORTS.map(async (name) => [name, await freePort()] as const))
  ports = Object.fromEntries(chosen) as typeof ports
})
afterAll(async () => {
  const pid = await startPid().catch(() => null)
  if (pid !== null) process.kill(pid, 'SIGTERM')
  await Promise.all(started.map(async (npm) => npm.exitCode ?? npm.signalCode ?? once(npm, 'exit')))
  if (containers) await once(spawn('docker', ['compose', 'down', '--volumes'], { env: environment() }), 'exit')
  await rm(stateFolder, { recursive: true, maxRetries: 5 })
})

const environment = (): NodeJS.ProcessEnv => {
  const chosen = Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)]))
  return {
    ...process.env,
    ...chosen,
    LANDFALL_STATE: stateFolder,
    COMPOSE_PROJECT_NAME: stateFolder.split('/').at(-1)?.toLowerCase(),
  }
}
let containers = false

type Run = { readonly npm: ChildProcess; readonly said: () => string; readonly ended: Promise<number | null> }

const npmStart = (...args: readonly string[]): Run => {
  const command = ['run', '--silent', '--ignore-scripts', 'start', '--', ...args]
  const npm = spawn('npm', command, { env: environment(), stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  started.push(npm)
  let text = ''
  for (const stream of [npm.stdout, npm.stderr])
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('Kafka: in Docker')) containers = true
    })
  return { npm, said: () => text, ended: once(npm, 'exit').then(([code]) => code as number | null) }
}

const startPid = async (): Promise<number> =>
  (JSON.parse(await readFile(join(stateFolder, 'start.pid'), 'utf8')) as { readonly pid: number }).pid

const isUp = async ({ said, npm }: Run): Promise<void> => {
  const poll = () => (npm.exitCode === null ? said() : `npm start ended:\n${said()}\nLandfall is up.`)
  await expect.poll(poll, { timeout: UP_MS_MAX, interval: 200 }).toContain('Landfall is up.')
  expect(said()).not.toContain('npm start ended')
}

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
    socket.once('connect', () => socket.destroy())
  })

const anyAnswers = async (): Promise<boolean> => (await Promise.all(Object.values(ports).map(answers))).includes(true)

const landing = (craftId: string) => ({
  type: 'persons',
  craftId,
  observedAt: new Date().toISOString(),
  method: 'headcount',
  aboard: 45,
  notPermitted: 45,
  longitude: 174.1,
  latitude: -35.2,
  source: { id: 'start-test', kind: 'patrol' },
})

const post = async (observation: object): Promise<void> => {
  const url = `http://127.0.0.1:${ports.INGEST_PORT}/v1/observations`
  const headers = { 'content-type': 'application/json' }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(observation) })
  expect(response.status).toBe(202)
}

const alertIds = async (): Promise<readonly string[]> => {
  const response = await fetch(`http://127.0.0.1:${ports.ALERT_PORT}/v1/alerts`)
  const { alerts } = (await response.json()) as { readonly alerts: readonly { readonly alertId: string }[] }
  return alerts.map(({ alertId }) => alertId)
}

test('npm start comes up, survives a kill -9 with its data, and stops whole', { timeout: 900_000 }, async () => {
  const first = npmStart('--no-exercise')
  await isUp(first)
  await post(landing('track:start-1'))
  await expect.poll(alertIds).toHaveLength(1)
  const [alertId] = await alertIds()
  await expect.poll(first.said).toContain(alertId)

  const twin = npmStart('--no-exercise')
  expect(await twin.ended).toBe(1)
  expect(twin.said()).toContain(`Landfall runs here already, as process ${await startPid()}`)

  process.kill(await startPid(), 'SIGKILL')
  await first.ended
  const second = npmStart('--no-exercise', '--no-watch')
  await isUp(second)
  expect(second.said()).toContain('left over from a run that was killed')
  expect(await alertIds()).toEqual([alertId])

  process.kill(await startPid(), 'SIGINT')
  expect(await second.ended).toBe(0)
  expect(await anyAnswers()).toBe(false)
})

test('an npm that is killed takes everything with it; a taken port is named', { timeout: 900_000 }, async () => {
  const run = npmStart('--no-exercise', '--no-watch')
  await isUp(run)
  run.npm.kill('SIGKILL')
  await expect.poll(anyAnswers, { timeout: 120_000 }).toBe(false)

  const inTheWay = createServer().listen(ports.INGEST_PORT, '127.0.0.1')
  await once(inTheWay, 'listening')
  const refused = npmStart('--no-exercise')
  expect(await refused.ended).toBe(1)
  expect(refused.said()).toContain(`port ${ports.INGEST_PORT} is taken by another program`)
  expect(refused.said()).toContain('INGEST_PORT')
  inTheWay.close()

  const next = npmStart('--no-exercise', '--no-watch')
  await isUp(next)
  next.npm.kill('SIGTERM')
  expect(await next.ended).toBe(0)
  expect(await anyAnswers()).toBe(false)
})
