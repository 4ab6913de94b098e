import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { loadShownAreas } from './load-shown-areas.ts'
import { parseVersionRecord } from './log/parse-version-record.ts'
import { aVersion } from './testing/a-version.ts'
import { versionRecord } from './testing/random-log.ts'

test('a version has the period of its area’s policy, and none where it is made under no policy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'landfall-areas-'))
  try {
    const ring = [
      [178, -39],
      [179, -39],
      [179, -37],
      [178, -37],
      [178, -39],
    ]
    const properties = {
      areaId: 'east',
      name: 'East',
      source: 'drawn',
      attribution: 'none',
      policy: { periodHours: 2 },
    }
    const area = { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
    const file = join(folder, 'east.geojson')
    await writeFile(file, JSON.stringify(area))
    const { periodMsOf } = await loadShownAreas([file])
    const periodOf = (given: Partial<ReturnType<typeof anAlert>>) => {
      const record = versionRecord(aVersion())
      const value = Buffer.from(JSON.stringify({ ...anAlert(), ...given }))
      const read = parseVersionRecord({ ...record, value }, { periodMsOf })
      return read.ok ? read.value.periodMs : read.reason
    }
    expect(periodOf({ areaId: 'east' })).toBe(7_200_000)
    expect(periodOf({ areaId: 'nz' })).toBe(86_400_000)
    expect(
      parseVersionRecord({
        ...versionRecord(aVersion()),
        value: Buffer.from(
          JSON.stringify({
            alertId: 'x',
            version: 1,
            kind: 'later',
            status: 'open',
            severity: 'caution',
            exercise: false,
          }),
        ),
      }),
    ).toMatchObject({ ok: true, value: { periodMs: null } })
  } finally {
    await rm(folder, { recursive: true })
  }
})
