import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runInProcess } from '../../testing/run-in-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-local-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('areas', () => {
  test.each<readonly [readonly [string, string], 0 | 1, string]>([
    [['174.1', '-35.2'], 0, 'inside'],
    [['-176.5', '-43.9'], 0, 'inside'],
    [['183.5', '-43.9'], 0, 'inside'],
    [['-150', '-40'], 1, 'outside, more than 1,000 km from its line'],
    [['175.5', '-35.2'], 1, 'outside'],
  ])('check %j: %d', async ([longitude, latitude], code, says) => {
    const checked = await runInProcess(['areas', 'check', longitude, latitude])
    expect(checked).toMatchObject({ code, stderr: '', stdout: expect.stringContaining(says) })
  })

  test.each<readonly [readonly string[], string]>([
    [['174.1', '-95'], 'LAT -95: must be a number from -90 to 90'],
    [['east', '-35'], 'LON east: must be a number from -180 to 360'],
    [['174.1'], "missing required argument 'LAT'"],
    [['174.1', '-35', '--area-file', '/no/such.geojson'], '/no/such.geojson: cannot be read'],
  ])('check %j is refused', async (args, message) => {
    const { code, stderr } = await runInProcess(['areas', 'check', ...args])
    expect(code).toBeGreaterThan(1)
    expect(stderr).toContain(`landfall: ${message}\n`)
  })

  const square = (east: number) => [
    [0, 0],
    [east, 0],
    [east, 1],
    [0, 1],
    [0, 0],
  ]
  const geojson = (coordinates: unknown) => JSON.stringify({ type: 'Polygon', coordinates })

  test('import writes a file that check reads', async () => {
    const [given, out] = [join(folder, 'given.geojson'), join(folder, 'out.geojson')]
    await writeFile(given, geojson([square(2)]))
    const imported = await runInProcess(['areas', 'import', given, '--area', 'test', '--name', 'A test', '--out', out])
    expect(imported).toMatchObject({ code: 0, stdout: '', stderr: expect.stringContaining(`${out}: 4 vertices of 4`) })
    expect(await runInProcess(['areas', 'check', '1', '0.5', '--area-file', out])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('test (A test): inside'),
    })
  })

  test('import keeps id, name, policy and licence of the file, and names what it leaves out', async () => {
    const given = join(folder, 'policy.geojson')
    const shape = (properties: object, west: number) => ({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: [square(1).map(([x = 0, y = 0]) => [x + west, y])] },
    })
    const first = { areaId: 'kept', name: 'Kept', policy: { threshold: 4 }, license: 'CC0', fid: 7, t50: 'x' }
    const features = [shape(first, 0), shape({ ...first, fid: 8, policy: { threshold: 30 } }, 10)]
    await writeFile(given, JSON.stringify({ type: 'FeatureCollection', features }))
    const { code, stdout, stderr } = await runInProcess(['areas', 'import', given, '--simplify', '50'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).properties).toMatchObject({
      areaId: 'kept',
      name: 'Kept',
      policy: { threshold: 4 },
      licence: 'CC0',
    })
    expect(stderr).toContain(`${given}: properties: left out: fid, t50\n`)
    expect(stderr).toContain('of 1 more features left out, where they differ from those of the first: policy, fid\n')
  })

  test('import refuses a policy that windowing would refuse, by its field', async () => {
    const given = join(folder, 'wrong.geojson')
    const properties = { areaId: 'wrong', policy: { threshold: 'many' } }
    await writeFile(given, JSON.stringify({ type: 'Feature', properties, geometry: JSON.parse(geojson([square(1)])) }))
    const { code, stderr } = await runInProcess(['areas', 'import', given])
    expect(code).toBe(65)
    expect(stderr).toContain('properties.policy: threshold "many": must be a number')
  })

  test('import without --area of a file that has no id', async () => {
    const given = join(folder, 'anonymous.geojson')
    await writeFile(given, geojson([square(1)]))
    expect(await runInProcess(['areas', 'import', given])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--area is missing, and the file has no areaId'),
    })
  })

  test('import refuses what crosses itself, with the place', async () => {
    const given = join(folder, 'bow.geojson')
    await writeFile(
      given,
      geojson([
        [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
          [0, 0],
        ],
      ]),
    )
    const { code, stdout, stderr } = await runInProcess(['areas', 'import', given, '--area', 'test'])
    expect({ code, stdout }).toEqual({ code: 65, stdout: '' })
    expect(stderr).toContain(`landfall: ${given}: `)
  })

  test('derive makes the waters within so many miles of the land', async () => {
    const [coast, out] = [join(folder, 'coast.geojson'), join(folder, 'derived.geojson')]
    await writeFile(coast, geojson([square(1)]))
    const options = [
      '--coast',
      coast,
      '--nm',
      '6',
      '--box=-2,-2,3,3',
      '--tolerance',
      '500',
      '--area',
      'isle',
      '--out',
      out,
    ]
    expect(await runInProcess(['areas', 'derive', ...options])).toMatchObject({ code: 0 })
    const inside = (longitude: string) => runInProcess(['areas', 'check', longitude, '0.5', '--area-file', out])
    expect((await inside('1.09')).code).toBe(0) // 5.4 nm off.
    expect((await inside('1.12')).code).toBe(1) // 7.2 nm off.
  })
})
