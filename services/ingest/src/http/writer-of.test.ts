import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addToken } from '@landfall/access'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anIngestApp } from '../testing/an-ingest-app.ts'

// Feeders are identified by Host, Origin and token, before any of the body is read.

let folder: string
let ingest: Awaited<ReturnType<typeof anIngestApp>>
const tokens = new Map<string, string>()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'landfall-tokens-'))
  const tokensFile = join(folder, 'tokens.json')
  const add = async (name: string, wish: Partial<Parameters<typeof addToken>[1]>): Promise<void> => {
    const { secret } = await addToken(tokensFile, { name, role: 'feeder', sourceId: null, expiresAt: null, ...wish }, 0)
    tokens.set(name, secret)
  }
  await add('kaitaia', { sourceId: 'kaitaia' })
  await add('relay', { sourceId: '*' })
  await add('anna', { role: 'operator' })
  await add('customs', { role: 'subscriber' })
  ingest = await anIngestApp({ tokensFile })
})
afterAll(async () => {
  await ingest.app.close()
  await rm(folder, { recursive: true })
})

const by = (id: string) => ({
  type: 'position',
  craftId: 'mmsi:512000123',
  observedAt: '2026-11-23T09:30:00Z',
  source: { id, kind: 'ais' },
  longitude: 173.1,
  latitude: -34.4,
})
const post = async (record: object, headers: Readonly<Record<string, string>>) => {
  const response = await ingest.app.inject({
    method: 'POST',
    url: '/v1/observations',
    payload: JSON.stringify(record),
    headers: { host: 'localhost', 'content-type': 'application/json', ...headers },
  })
  return { status: response.statusCode, headers: response.headers, body: response.json() }
}
const as = (name: string) => ({ authorization: `Bearer ${tokens.get(name)}` })

const retraction = {
  ...by('operator:anna'),
  type: 'retraction',
  retracts: 'abc',
  longitude: undefined,
  latitude: undefined,
}
const positionRetraction = {
  ...retraction,
  type: 'position-retraction',
  retracts: undefined,
  fromAt: '2026-11-23T09:00:00Z',
  toAt: '2026-11-23T09:30:00Z',
}
const allowed: readonly (readonly [name: string, record: object, accepted: number])[] = [
  ['kaitaia', by('kaitaia'), 1],
  ['kaitaia', by('p3-orion'), 0],
  ['relay', by('p3-orion'), 1],
  ['anna', by('operator:anna'), 1],
  ['anna', by('operator:ben'), 0],
  ['anna', { ...retraction, ofSource: 'kaitaia' }, 1],
  ['anna', positionRetraction, 1],
  ['relay', positionRetraction, 0],
  ['kaitaia', { ...retraction, source: { id: 'kaitaia', kind: 'ais' }, ofSource: 'p3-orion' }, 0],
]

test.each(allowed)('%s writes %j: %i', async (name, record, accepted) => {
  const { status, body } = await post(record, as(name))
  expect([status, body.accepted]).toEqual([202, accepted])
  if (accepted === 0) {
    expect(body.rejected).toMatchObject([{ code: 'foreign-source' }])
    expect(ingest.foreign.at(-1)).toBe(`${name}: ${body.rejected[0].reason}`)
  }
})

test('a report in the log names the token that sent it, and its id does not depend on that; a position names none', async () => {
  const persons = { ...by('kaitaia'), type: 'persons', method: 'sighting', aboard: 12 }
  for (const name of ['kaitaia', 'relay']) await post(persons, as(name))
  await post(by('kaitaia'), as('kaitaia'))
  const [position, ...reports] = ingest.valuesIn('observations').slice(-3).toReversed()
  const idOf = (name: string) => tokens.get(name)?.split('_')[1]
  expect(reports.map(({ reportedBy }) => reportedBy)).toEqual([
    { tokenId: idOf('relay'), tokenName: 'relay' },
    { tokenId: idOf('kaitaia'), tokenName: 'kaitaia' },
  ])
  expect(new Set(reports.map(({ observationId }) => observationId)).size).toBe(1)
  expect(position).not.toHaveProperty('reportedBy')
})

test('nobody can say that another token reported it', async () => {
  const forged = {
    ...by('kaitaia'),
    type: 'persons',
    method: 'sighting',
    aboard: 12,
    reportedBy: { tokenId: 'x', tokenName: 'anna' },
  }
  expect((await post(forged, as('kaitaia'))).body.rejected).toMatchObject([{ code: 'invalid', field: 'reportedBy' }])
})

test('without tokens no report names one', async () => {
  const open = await anIngestApp()
  const payload = JSON.stringify({ ...by('kaitaia'), type: 'persons', method: 'sighting', aboard: 12 })
  const headers = { host: 'localhost', 'content-type': 'application/json' }
  await open.app.inject({ method: 'POST', url: '/v1/observations', payload, headers })
  expect(open.valuesIn('observations')).toHaveLength(1)
  expect(open.valuesIn('observations')[0]).not.toHaveProperty('reportedBy')
  await open.app.close()
})

const refused: readonly (readonly [
  what: string,
  headers: () => Record<string, string>,
  status: number,
  code: string,
])[] = [
  ['no token', () => ({}), 401, 'no-credentials'],
  ['a token that nobody has', () => ({ authorization: 'Bearer lf_0123456789' }), 401, 'wrong-credentials'],
  ['a token in another scheme', () => ({ authorization: `Basic ${tokens.get('kaitaia')}` }), 401, 'wrong-credentials'],
  ["a subscriber's token", () => as('customs'), 403, 'wrong-role'],
  [
    "a web page with a feeder's token",
    () => ({ ...as('kaitaia'), origin: 'https://evil.example' }),
    403,
    'foreign-origin',
  ],
  ["the console's own page", () => ({ ...as('anna'), origin: 'http://127.0.0.1:3000' }), 403, 'foreign-origin'],
  ['a sandboxed page', () => ({ ...as('anna'), origin: 'null' }), 403, 'foreign-origin'],
  ['a name pointed here by a stranger', () => ({ ...as('kaitaia'), host: 'evil.example' }), 421, 'wrong-host'],
  [
    'a name that only begins like ours',
    () => ({ ...as('kaitaia'), host: 'localhost.evil.example' }),
    421,
    'wrong-host',
  ],
]

test.each(refused)('%s: %i', async (_what, headers, status, code) => {
  const before = ingest.audited.length
  const answer = await post(by('kaitaia'), headers())
  expect([answer.status, answer.body]).toEqual([status, expect.objectContaining({ code, accepted: 0, resendFrom: 0 })])
  expect(answer.headers['www-authenticate']).toBe(status === 401 ? 'Bearer realm="landfall"' : undefined)
  expect(ingest.audited.slice(before)).toMatchObject([{ code, method: 'POST', route: '/v1/observations' }])
  expect(JSON.stringify([answer.body, ingest.audited])).not.toContain(tokens.get('kaitaia'))
})

test('the host names that are allowed', async () => {
  for (const host of ['127.0.0.1:3001', 'localhost', '[::1]:3001', 'ingest:3001'])
    expect((await post(by('kaitaia'), { ...as('kaitaia'), host })).status).toBe(202)
})
