import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { MassArrivalAlert, Observation } from '@landfall/contracts'
import { defaultAreaUrl } from '@landfall/geo'
import { ALERT_BYTES_MAX } from '@landfall/mass-arrivals'
import { aCraftRecord, aPersonsReport, aPosition, waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aSystem } from '../../services/windowing/src/testing/a-system.ts'

// One request of 480 records that ingest accepts: before, an alert of more than 16 MB, which ended windowing for good.

const CRAFT = 80
const NAMES_OF_ITS_OWN = 60
const NAMES_OF_ONE_RECORD_MAX = 16

const padded = (text: string): string => `t:${text.padStart(62, 'x')}`

/** One of 80 craft within a mile off the Chathams, with 60 names of its own and one that all share. */
const poisonCraft = (index: number): readonly Observation[] => {
  const common = { craftId: `t:poison-${index}`, observedAt: '2026-11-20T09:00:00.000Z' }
  const names = [...Array.from({ length: NAMES_OF_ITS_OWN }, (_, n) => padded(`${index}-${n}`)), padded('shared')]
  const records = Array.from({ length: Math.ceil(names.length / NAMES_OF_ONE_RECORD_MAX) }, (_, n) =>
    aCraftRecord({
      ...common,
      observationId: `c${index}-${n}`,
      sameAs: names.slice(n * NAMES_OF_ONE_RECORD_MAX, (n + 1) * NAMES_OF_ONE_RECORD_MAX),
    }),
  )
  return [
    ...records,
    aPosition({ ...common, longitude: -176.5, latitude: -44 + index / 10_000, observationId: `p${index}` }),
    aPersonsReport({ ...common, observationId: `r${index}`, method: 'headcount', aboard: { min: 35, max: 35 } }),
  ]
}

/** A boat of 40 in a bay that is an area of its own. */
const realArrival = (): readonly Observation[] => {
  const common = { craftId: 't:real', observedAt: '2026-11-20T09:00:00.000Z' }
  return [
    aPosition({ ...common, longitude: 173, latitude: -34.4 }),
    aPersonsReport({ ...common, method: 'headcount', aboard: { min: 40, max: 40 } }),
  ]
}

const aBay = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-poison-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'bay.geojson')
  const ring = [[172, -35], [174, -35], [174, -34], [172, -34], [172, -35]] // biome-ignore format: one ring
  const geometry = { type: 'Polygon', coordinates: [ring] }
  await writeFile(file, JSON.stringify({ type: 'Feature', properties: { areaId: 'bay', name: 'The bay' }, geometry }))
  return file
}

test('80 craft of one boat with 60 names each end nothing, and the alert of another area comes', async () => {
  const system = await aSystem(inject('redisUrl'))
  const windowing = await system.run([fileURLToPath(defaultAreaUrl), await aBay()])
  onTestFinished(() => windowing.stop())
  let alerts: readonly MassArrivalAlert[] = []
  const of = (areaId: string, craftCount: number) =>
    alerts.find((alert) => alert.areaId === areaId && alert.craft.length >= craftCount)
  await system.feed(Array.from({ length: CRAFT }, (_, index) => poisonCraft(index)).flat())
  await system.feed(realArrival())

  const isThere = async () => {
    alerts = await system.alerts()
    return of('bay', 1) !== undefined && of('nz', CRAFT) !== undefined
  }
  const bothAlerts = waitFor(isThere, { timeoutMs: 60_000, what: 'both alerts' })
  await Promise.race([bothAlerts, windowing.failed])

  expect(of('bay', 1)?.unauthorised.max).toBe(40)
  expect(of('nz', CRAFT)).toMatchObject({ craft: { length: CRAFT }, unauthorised: { max: 35 } })
  expect(of('nz', CRAFT)?.craft.every(({ sameAsMore }) => (sameAsMore ?? 0) > 4_000)).toBe(true)
  expect(Math.max(...alerts.map((alert) => Buffer.byteLength(JSON.stringify(alert))))).toBeLessThan(ALERT_BYTES_MAX)
  await waitFor(async () => (await system.readiness()).ready, { timeoutMs: 60_000, what: 'readiness' })
})
