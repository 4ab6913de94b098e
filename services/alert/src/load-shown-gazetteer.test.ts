import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AlertView } from '@landfall/contracts'
import { aDistressAlert, anAlert, anInboundAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { appendVersion, createAlertFold } from './domain/create-alert-fold.ts'
import { loadShownGazetteer } from './load-shown-gazetteer.ts'
import { parseVersionRecord } from './log/parse-version-record.ts'
import { aVersion } from './testing/a-version.ts'
import { versionRecord } from './testing/random-log.ts'
import { writeView } from './write-view.ts'

const { placeAt, geojson, etag } = await loadShownGazetteer(undefined)

const view = (alert: object) => {
  const value = Buffer.from(JSON.stringify(alert))
  const read = parseVersionRecord({ ...versionRecord(aVersion()), value }, { placeAt })
  if (!read.ok) throw new Error(read.reason)
  const fold = appendVersion(createAlertFold(read.value.alertId), read.value, () => true)
  return JSON.parse(String(fold?.now && writeView(fold.now, 'operator', 0)))
}

test('a mass arrival and an inbound group are shown with where they are, by name', () => {
  const [craft] = anAlert().craft
  const shown = view({ ...anAlert(), craft: [{ ...craft, longitude: 173.2167, latitude: -34.4667 }] })
  expect(AlertView.parse(shown)).toEqual(shown)
  expect(shown.place).toEqual({
    text: '9 nm ESE of North Cape',
    name: 'North Cape',
    distanceMetres: expect.any(Number),
    direction: 'ESE',
    longitude: 173.2167,
    latitude: -34.4667,
  })
  expect(view(anInboundAlert()).place.text).toMatch(/^\d+ nm [NESW]+ of /)
})

test('a call for help keeps its place, and gains the name', () => {
  const { place } = aDistressAlert()
  const shown = view(aDistressAlert())
  expect(AlertView.parse(shown)).toEqual(shown)
  expect(shown.place).toMatchObject({ ...place, text: expect.stringMatching(/ nm [NESW]+ of /) })
  expect(view(aDistressAlert({ place: null })).place).toBeNull()
})

test.each<readonly [string, object]>([
  ['whose craft are not listed', anAlert({ craft: [], evidenceOmitted: 'too-large' })],
  ['of a later kind, which may have a place of its own', { ...anAlert(), kind: 'later', place: undefined }],
])('an alert %s has no place', (_what, alert) => expect(view(alert)).not.toHaveProperty('place'))

test('the document holds the names with their credit, and its tag changes with it', async () => {
  expect(JSON.parse(String(geojson))).toMatchObject({ attribution: expect.stringContaining('Land Information') })
  const folder = await mkdtemp(join(tmpdir(), 'landfall-names-'))
  try {
    const file = join(folder, 'own.geojson')
    const point = {
      type: 'Feature',
      properties: { name: 'Sandy Cape' },
      geometry: { type: 'Point', coordinates: [153.2, -24.7] },
    }
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [point] }))
    const own = await loadShownGazetteer(file)
    expect(own.etag).not.toBe(etag)
    expect(own.placeAt(153.2, -24.6)?.text).toBe('6 nm N of Sandy Cape')
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [] }))
    await expect(loadShownGazetteer(file)).rejects.toThrow(
      `GAZETTEER_FILE cannot be used: ${file}: features is empty, must have at least one point`,
    )
    await expect(loadShownGazetteer(`${file}.gone`)).rejects.toThrow('give the path of a file that is there')
  } finally {
    await rm(folder, { recursive: true })
  }
})

test('the fold, and so a checkpoint, holds no names', () => {
  const place = placeAt(173.2, -34.4)
  const first = appendVersion(createAlertFold('nz-1'), aVersion({ place }), () => true)
  const fold = first && appendVersion(first, aVersion({ version: 2, offset: 1, place }), () => true)
  expect(fold?.now?.version.place?.name).toBe('North Cape')
  expect(JSON.stringify({ ...fold, now: null })).not.toContain('North Cape')
})
