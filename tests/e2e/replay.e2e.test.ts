import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AlertView, MassArrivalAlert, ObservationInput, PositionObservation } from '@landfall/contracts'
import { waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { feedObservations } from './feed-observations.ts'
import { parseJsonLines, runCli } from './run-cli.ts'
import { type RunningSystem, startSystem } from './start-system.ts'

// A real day's recording through a system of its own, whose area is a piece of the coast of Florida.

const { LANDFALL_RECORDINGS: recordings = fileURLToPath(new URL('../../../shared/recordings', import.meta.url)) } =
  process.env
const RECORDING = join(recordings, 'csv/marinecadastre_2022-01-03_99999rows.csv.gz')
const ROWS = 99_999

// Port Everglades and the sea before it; no two places in it are 24 nm apart.
const BOX = { west: -80.15, south: 25.95, east: -79.95, north: 26.25 }

const hasRecording = existsSync(RECORDING)
if (!hasRecording) process.stderr.write(`NOT TESTED with a real recording: ${RECORDING} is not there\n`)

let folder: string
let system: RunningSystem
let env: Readonly<Record<string, string>>

beforeAll(async () => {
  if (!hasRecording) return
  folder = await mkdtemp(join(tmpdir(), 'landfall-replay-'))
  const { west, south, east, north } = BOX
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const properties = { areaId: 'florida', name: 'A piece of Florida' }
  const area = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
  const path = join(folder, 'florida.geojson')
  await writeFile(path, JSON.stringify(area))
  system = await startSystem({
    kafkaBrokers: inject('kafkaBrokers'),
    redisUrl: inject('redisUrl'),
    prefix: `t${randomUUID().slice(0, 8)}`,
    env: { AREAS: path },
  })
  env = { LANDFALL_INGEST_URL: system.ingestUrl, LANDFALL_URL: system.alertUrl }
})
afterAll(async () => {
  await system?.[Symbol.asyncDispose]()
  if (folder !== undefined) await rm(folder, { recursive: true })
})

test.runIf(hasRecording)('every row is accepted, also of craft under numbers that nobody assigned', async () => {
  const { code, stdout } = await runCli(['replay', RECORDING, '--json'], env)
  const sum = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(sum).toMatchObject({ read: ROWS, accepted: ROWS, refused: 0, leftOut: 0, withoutAnswer: 0 })
})

test.runIf(hasRecording)(
  'reports of people for some of its vessels raise an alert whose sum can be redone',
  async () => {
    const arrivals = await firstInBox()
    const chosen = arrivals.slice(0, 3)
    const people = [12, 11, 9]
    expect(chosen).toHaveLength(3)
    await feedObservations(
      system.ingestUrl,
      chosen.map((arrival, index) => headcount(arrival, people[index] ?? 0)),
    )
    const alert = await waitFor(async () => (await openAlerts()).find(({ craft }) => craft.length === 3), {
      what: 'an alert of three craft',
    })
    expect(alert).toMatchObject({
      severity: 'alarm',
      areaId: 'florida',
      exercise: true,
      unauthorised: { min: 32, likely: 32, max: 32 },
    })
    const members = alert.craft.map(({ craftId, arrivedAt, longitude, latitude, unauthorised }) => ({
      craftId,
      arrivedAt,
      longitude,
      latitude,
      people: unauthorised.min,
    }))
    const expected = chosen.map(({ craftId, observedAt, longitude, latitude }, index) => {
      return { craftId, arrivedAt: observedAt, longitude, latitude, people: people[index] }
    })
    expect(members.toSorted(byCraft)).toEqual(expected.toSorted(byCraft))
  },
)

type Arrival = Pick<PositionObservation, 'craftId' | 'observedAt' | 'longitude' | 'latitude'>

const byCraft = (a: { readonly craftId: string }, b: { readonly craftId: string }) => (a.craftId < b.craftId ? -1 : 1)

/** What the rule for arrivals says, straight from the file: each craft's earliest position in the box. */
const firstInBox = async (): Promise<readonly Arrival[]> => {
  const { west, south, east, north } = BOX
  const { stdout } = await runCli(
    ['replay', RECORDING, '--dry-run', `--box=${[west, south, east, north].join(',')}`],
    env,
  )
  const first = new Map<string, Arrival>()
  for (const observation of parseJsonLines<ObservationInput>(stdout)) {
    if (observation.type !== 'position') continue
    const before = first.get(observation.craftId)
    if (before === undefined || observation.observedAt < before.observedAt) first.set(observation.craftId, observation)
  }
  return [...first.values()]
}

const headcount = ({ craftId, observedAt }: Arrival, people: number): ObservationInput => ({
  type: 'persons',
  craftId,
  observedAt,
  source: { id: 'test', kind: 'patrol' },
  exercise: true,
  method: 'headcount',
  aboard: people,
  notPermitted: people,
})

const openAlerts = async (): Promise<readonly MassArrivalAlert[]> => {
  const response = await fetch(`${system.alertUrl}/v1/alerts?status=open`)
  const { alerts } = (await response.json()) as { readonly alerts: readonly AlertView[] }
  return alerts.filter((alert): alert is AlertView & MassArrivalAlert => alert.kind === 'mass-arrival')
}
