import { AlertTracks, History, NearAnswer, topics } from '@landfall/contracts'
import { partitionFor } from '@landfall/kafka'
import {
  aCraftRecord,
  aDistressAlert,
  anAlert,
  anInboundAlert,
  aPersonsReport,
  aPosition,
  aPositionRetraction,
  waitFor,
} from '@landfall/testkit'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { call } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert, testLogger } from '../testing/start-alert.ts'
import { readNewestFirst } from '../tracks/read-newest-first.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const { alertId } = anAlert()
let alert: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>
const ask = (path: string, body?: unknown) => call(`${alert.address}${path}`, body === undefined ? {} : { body })

beforeAll(async () => {
  alert = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix })
  writer = await openLogWriter(brokers, prefix)
  await writer.alerts(anAlert())
  await waitFor(() => alert.store.alerts.has(alertId))
  await ask(`/v1/alerts/${alertId}/actions`, { action: 'acknowledge', expectedVersion: 1, note: 'seen' })
  await writer.alerts(anAlert({ version: 2, severity: 'alarm', certainty: 'observed', changes: ['severity-raised'] }))
  await waitFor(() => alert.store.alerts.get(alertId)?.versions.records === 2)
})
afterAll(async () => {
  await writer[Symbol.asyncDispose]()
  await alert.close()
})

test('the history has every version and action, with differences, in pages', async () => {
  const { body } = await ask(`/v1/alerts/${alertId}/history`)
  expect(History.parse(body)).toEqual(body)
  expect(body).toMatchObject({
    alertId,
    nextCursor: null,
    entries: [
      { kind: 'version', version: 1, differences: [], alert: anAlert() },
      { kind: 'action', action: 'acknowledge', operator: 'local operator', note: 'seen', outcome: 'took' },
      {
        kind: 'version',
        version: 2,
        differences: [
          { path: 'severity', before: 'warning', after: 'alarm' },
          { path: 'certainty', before: 'likely', after: 'observed' },
        ],
      },
    ],
  })
  const first = await ask(`/v1/alerts/${alertId}/history?limit=2`)
  const rest = await ask(`/v1/alerts/${alertId}/history?limit=2&cursor=${first.body.nextCursor}`)
  expect([...(first.body.entries as unknown[]), ...(rest.body.entries as unknown[])]).toEqual(body.entries)
})

test('an alert is shown with where it is by name, in the history and in CAP too', async () => {
  const { place } = (await ask(`/v1/alerts/${alertId}`)).body as { readonly place: { readonly text: string } }
  expect(place.text).toMatch(/^(\d+(\.\d)? nm [NESW]+ of|at) .+/)
  const { body } = await ask(`/v1/alerts/${alertId}/history`)
  expect(body.entries).toEqual(expect.arrayContaining([expect.objectContaining({ version: 2, place })]))
  const cap = await ask(`/v1/alerts/${alertId}/cap`)
  expect(cap.body.text).toContain(`<areaDesc>${place.text}. `)
})

test('the gazetteer is GeoJSON, and is not sent again while it is the same', async () => {
  const response = await fetch(`${alert.address}/v1/gazetteer`)
  expect(await response.json()).toMatchObject({
    type: 'FeatureCollection',
    attribution: expect.stringContaining('Land Information New Zealand'),
    features: expect.arrayContaining([
      expect.objectContaining({ properties: { name: 'North Cape', kind: 'cape', rank: 1 } }),
    ]),
  })
  const etag = response.headers.get('etag') ?? ''
  const again = await fetch(`${alert.address}/v1/gazetteer`, { headers: { 'if-none-match': etag } })
  expect([again.status, await again.text()]).toEqual([304, ''])
})

test('CAP of the newest version, and of a given one', async () => {
  const response = await fetch(`${alert.address}/v1/alerts/${alertId}/cap`)
  expect(response.headers.get('content-type')).toContain('application/cap+xml')
  expect(await response.text()).toContain('<msgType>Update</msgType>')
  expect((await ask(`/v1/alerts/${alertId}/cap?version=1`)).body.text).toContain('<msgType>Alert</msgType>')
  expect((await ask(`/v1/alerts/${alertId}/cap?version=7`)).status).toBe(404)
})

test('the areas are GeoJSON', async () => {
  expect((await ask('/v1/areas')).body).toMatchObject({
    type: 'FeatureCollection',
    features: [{ properties: { areaId: 'nz' } }],
  })
})

test('the OpenAPI document has exactly the routes of the service', async () => {
  const { body } = await ask('/docs/json')
  const { paths } = body as { readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>> }
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace(/\{(\w+)\}/g, ':$1')}`),
  )
  expect(documented.toSorted()).toEqual(alert.routes.filter((route) => route.includes(' /v1/')).toSorted())
})

test('the API documents can be browsed', async () => {
  const page = await fetch(`${alert.address}/docs/`)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('swagger-ui')])
})

test('tracks begin with all known craft and go on with what moves; status shows the newest observation and the sources', async () => {
  const craftId = 'mmsi:512000123'
  const source = { id: 'radar-3', kind: 'radar' } as const
  await writer.observations(
    aPosition({ craftId, source, observedAt: '2026-11-23T09:00:00.000Z' }),
    aCraftRecord({ craftId, source, name: 'Kahu', observedAt: '2026-11-23T08:00:00.000Z' }),
  )
  await waitFor(async () => ((await ask('/v1/status')).body as { craftTracked: number }).craftTracked === 1)
  using feed = readFeed(alert.feedUrl, { tracks: true })
  expect((await feed.next('tracks')).craft).toMatchObject([{ craftId, name: 'Kahu', exercise: false }])
  await writer.observations(aPosition({ craftId, source, observedAt: '2026-11-23T09:05:00.000Z', latitude: -35 }))
  await waitFor(() => feed.of('tracks').some(({ craft }) => craft.some(({ latitude }) => latitude === -35)))
  expect((await ask('/v1/status')).body).toMatchObject({
    current: true,
    newestObservationAt: '2026-11-23T09:05:00.000Z',
    newestExerciseObservationAt: null,
    behindRecords: { alerts: 0, actions: 0 },
    alerts: { held: 1, versions: 2, actions: 1, listed: { alarm: 1, warning: 0, caution: 0 } },
    sources: [{ id: 'radar-3', silent: false, newestObservationAt: '2026-11-23T09:05:00.000Z' }],
  })
  using real = readFeed(alert.feedUrl, { tracks: true, filter: { exercise: true } })
  await real.next('snapshot')
  expect(real.of('tracks')).toEqual([])
  const newestObservationAt = '2026-11-23T09:05:00.000Z'
  const isOfNow = (frame: { readonly newestObservationAt: string | null }) =>
    frame.newestObservationAt === newestObservationAt
  expect(await waitFor(() => feed.of('heartbeat').find(isOfNow))).toMatchObject({
    current: true,
    sources: [{ id: 'radar-3' }],
  })
})

test('the craft near a call for help, and the people aboard', async () => {
  const call = aDistressAlert()
  await writer.alerts(call)
  const seen = { craftId: 'track:radar3-8890', observedAt: '2026-11-23T09:00:00.000Z', exercise: false }
  const position = { ...aPosition({ ...seen, longitude: 173.2, latitude: -34.05 }), observationId: 'p-near' }
  const report = { ...aPersonsReport(seen), aboard: { min: 12, likely: 12, max: 12 }, observationId: 'r-near' }
  await writer.observations(position as never, report as never)
  const near = () => ask(`/v1/alerts/${call.alertId}/near`)
  const aboard = async () => NearAnswer.parse((await near()).body).craft[0]?.persons?.aboard.likely
  await expect.poll(aboard).toBe(12)
  const { body } = await near()
  expect(body).toMatchObject({ version: 1, place: call.place, craft: [{ craftId: seen.craftId, distanceNm: 3 }] })
  expect((await ask(`/v1/alerts/${alertId}/near`)).body.code).toBe('no-place')
  expect((await ask('/v1/alerts/nobody/near')).status).toBe(404)
  expect((await ask('/v1/alerts?kind=distress')).body.alerts).toHaveLength(1)
})

test('an inbound group is found by its kind, and has CAP messages of the changes that matter alone', async () => {
  const first = anInboundAlert()
  const eta = first.eta && { ...first.eta, earliest: '2026-11-23T06:55:00.000Z' }
  await writer.alerts(
    first,
    { ...first, version: 2, eta, changes: ['eta-earlier'] },
    { ...first, version: 3, eta, severity: 'caution', certainty: 'possible', changes: ['severity-lowered'] },
  )
  await waitFor(() => alert.store.alerts.get(first.alertId)?.versions.records === 3)
  const { body } = await ask('/v1/alerts?kind=inbound-group')
  expect(body.alerts).toMatchObject([{ alertId: first.alertId, kind: 'inbound-group', state: 'unacknowledged' }])
  const cap = async (query: string) => String((await ask(`/v1/alerts/${first.alertId}/cap?${query}`)).body.text)
  expect(await cap('changes=material&version=2')).toContain(`<identifier>${first.alertId}.v1</identifier>`)
  const newest = await cap('changes=material')
  expect(newest).toContain(`<identifier>${first.alertId}.v3</identifier>`)
  expect([
    /<references>([^<]*)/.exec(newest)?.[1]?.split(' ').length,
    /<references>([^<]*)/.exec(await cap(''))?.[1]?.split(' ').length,
  ]).toEqual([1, 2])
  expect((await ask(`/v1/alerts/${first.alertId}/cap?changes=some`)).status).toBe(400)
})

test('the tracks of the craft of an alert are read from the log, under all names, without what was taken back', async () => {
  const tracked = anAlert({ alertId: 'nz-20261123-77777777' })
  const [craft] = tracked.craft
  const named = craft === undefined ? [] : [{ ...craft, craftId: 'track:tracked-1', sameAs: ['track:tracked-2'] }]
  await writer.alerts({ ...tracked, craft: named })
  const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, '0')}:00.000Z`
  const seen = (craftId: string, minute: number, given = {}) => aPosition({ craftId, observedAt: at(minute), ...given })
  await writer.observations(
    seen('track:tracked-1', 3, { speedKnots: 7, courseDegrees: 200 }),
    seen('track:tracked-2', 1),
    seen('track:tracked-1', 2, { latitude: 10 }),
    seen('track:tracked-1', 4, { exercise: true }),
    seen('track:other', 5),
    aPositionRetraction({ craftId: 'track:tracked-1', observedAt: at(9), fromAt: at(2), toAt: at(2) }),
  )
  await waitFor(() => alert.store.alerts.has(tracked.alertId))
  const { status, body } = await ask(`/v1/alerts/${tracked.alertId}/tracks`)
  expect(status).toBe(200)
  const [longitude, latitude] = [173.051, -34.402]
  expect(AlertTracks.parse(body)).toEqual({
    alertId: tracked.alertId,
    from: '2026-11-21T10:03:00.000Z',
    to: at(3), // All that was received is older than a day: a recording, which ends with its newest position.
    craft: [
      {
        craftId: 'track:tracked-1',
        positions: [
          { at: at(1), longitude, latitude },
          { at: at(3), longitude, latitude, speedKnots: 7, courseDegrees: 200 },
        ],
        complete: true,
      },
    ],
    complete: true,
  })
  expect((await ask('/v1/alerts/nz-none/tracks')).status).toBe(404)
})

test('a span of the log is read newest first, in chunks, and no more of it than is wanted', async () => {
  const { exerciseObservations } = topics(prefix)
  const craftId = 'track:chunks'
  const { partitions, name: topic } = exerciseObservations
  const records = Array.from({ length: 5 }, (_, index) => aPosition({ craftId, exercise: true, latitude: -30 - index }))
  const sinceMs = Date.now() - 60_000
  await writer.observations(...records)
  const read = async (span: Partial<Parameters<typeof readNewestFirst>[0]>, wanted = 9) => {
    const seen: number[] = []
    const isWhole = await readNewestFirst(
      {
        ...{ brokers: brokers.split(','), clientId: 'test', logger: testLogger, topic, sinceMs },
        partitions: new Set([partitionFor(craftId, partitions)]),
        untilMs: Date.now() + 60_000,
        isEnough: () => seen.length >= wanted,
        chunkRecords: 2,
        ...span,
      },
      ({ key, value }) => {
        if (key === craftId) seen.push(JSON.parse(String(value)).latitude)
      },
    )
    return [isWhole, ...seen]
  }
  expect(await read({})).toEqual([true, -33, -34, -31, -32, -30])
  expect(await read({}, 3)).toEqual([false, -33, -34, -31])
  expect(await read({ untilMs: sinceMs })).toEqual([true])
  expect(await read({ sinceMs: Date.now() + 60_000 })).toEqual([true])
})

test('operators’ marks: set, shown to all, said by a heartbeat at once, and removed', async () => {
  using feed = readFeed(alert.feedUrl)
  const { marksRevision: before = 0 } = await feed.next('heartbeat')
  const mark = { longitude: 173.4, latitude: -34.3, note: 'Patrol boat waits here' }
  const headers = { 'idempotency-key': 'mark-1' }
  const post = (body: object, given: object = headers) =>
    call(`${alert.address}/v1/marks`, { body, headers: { ...given } })
  const set = await post(mark)
  expect(set).toMatchObject({ status: 201, body: { ...mark, markId: 'mark-1', operator: 'local operator' } })
  expect(await post(mark)).toEqual({ status: 200, body: set.body })
  expect(await post({ ...mark, note: 'another' })).toMatchObject({ status: 422, body: { code: 'id-reused' } })
  expect((await post({ ...mark, note: ' ' }, {})).body).toMatchObject({ message: expect.stringContaining('note') })
  expect((await ask('/v1/marks')).body).toEqual({ marks: [set.body] })
  const said = await waitFor(() => feed.of('heartbeat').find(({ marksRevision = 0 }) => marksRevision > before))
  expect(said.marksRevision).toBe(before + 1)

  await using second = await startAlert({ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix })
  const there = () => call(`${second.address}/v1/marks`)
  await waitFor(async () => (await there()).status === 200)
  expect((await there()).body).toEqual({ marks: [set.body] })
  const remove = () => call(`${alert.address}/v1/marks/mark-1`, { method: 'DELETE' })
  expect((await remove()).status).toBe(204)
  expect((await remove()).status).toBe(404)
  await waitFor(async () => JSON.stringify((await there()).body) === '{"marks":[]}')
})
