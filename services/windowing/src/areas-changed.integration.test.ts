import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defaultAreaUrl } from '@landfall/geo'
import { waitFor } from '@landfall/testkit'
import { expect, inject, onTestFinished, test } from 'vitest'
import { aPersonsReportAt, aPositionAt, aSystem } from './testing/a-system.ts'

const nz = fileURLToPath(defaultAreaUrl)
const WEST_EAST_SOUTH_NORTH = [172, 174, -35, -34] as const

/** A bay of its own within the built-in area. */
const bayWith = (threshold: number): string => {
  const [west, east, south, north] = WEST_EAST_SOUTH_NORTH
  const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] // biome-ignore format: one ring
  return JSON.stringify({
    type: 'Feature',
    properties: { areaId: 'bay', name: 'The bay', policy: { threshold } },
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
}

test('two areas at once, each with its own alerts; another policy, or one area less, by restart', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-areas-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const bay = join(folder, 'bay.geojson')
  const system = await aSystem(inject('redisUrl'))
  /** Each once: what was emitted when a service stopped, and not yet committed, may be emitted again. */
  const emitted = async () => {
    const versions = (await system.alerts()).map(({ areaId, version, status, threshold, reason }) =>
      [areaId, version, status, threshold, ...(reason === null ? [] : [reason])].join(' '),
    )
    return [...new Set(versions)]
  }
  const expectEmitted = async (expected: readonly string[]) => {
    const isThere = async () => (await emitted()).length >= expected.length
    await waitFor(isThere, { timeoutMs: 60_000, what: expected.join(', ') })
    expect((await emitted()).toSorted()).toEqual(expected.toSorted())
  }

  await writeFile(bay, bayWith(5))
  const first = await system.run([nz, bay])
  await system.feed([aPositionAt('track:a', '09:00', 173.0), aPersonsReportAt('track:a', '10:00', 10)])
  await expectEmitted(['bay 1 open 5'])
  await system.feed([aPersonsReportAt('track:a', '11:00', 40)])
  const inBoth = ['bay 1 open 5', 'bay 2 open 5', 'nz 1 open 30']
  await expectEmitted(inBoth)
  await first.stop()

  await writeFile(bay, bayWith(20))
  const second = await system.run([nz, bay])
  const turned = [...inBoth, 'bay 3 open 20']
  await expectEmitted(turned)
  await second.stop()

  const third = await system.run([nz])
  const without = [...turned, 'bay 4 cancelled 20 Its area is no longer watched.']
  await expectEmitted(without)
  await system.feed([aPersonsReportAt('track:a', '12:00', 41)])
  await expectEmitted([...without, 'nz 2 open 30'])
  await third.stop()
}, 240_000)
