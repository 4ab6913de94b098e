import type { AlertCraft, Watches } from '@landfall/contracts'
import { anAlert, waitFor } from '@landfall/testkit'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { call, type HttpAnswer } from '../testing/call.ts'
import { readFeed } from '../testing/read-feed.ts'
import { newPrefix, openLogWriter, type StartedAlert, startAlert } from '../testing/start-alert.ts'

const brokers = inject('kafkaBrokers')
const prefix = newPrefix()
const env = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefix }
let one: StartedAlert
let two: StartedAlert
let writer: Awaited<ReturnType<typeof openLogWriter>>
let made = 0

beforeAll(async () => {
  ;[one, two] = await Promise.all([startAlert(env), startAlert(env)])
  writer = await openLogWriter(brokers, prefix)
})
afterAll(async () => {
  await writer[Symbol.asyncDispose]()
  await Promise.all([one.close(), two.close()])
})

/** A new alert, known to both instances. */
const newAlert = async (given: Parameters<typeof anAlert>[0] = {}): Promise<string> => {
  made += 1
  const alertId = `nz-20261123-${String(made).padStart(8, '0')}`
  await writer.alerts(anAlert({ alertId, ...given }))
  await known(alertId, 1)
  return alertId
}
const known = (alertId: string, version: number) =>
  waitFor(() => [one, two].every(({ store }) => store.alerts.get(alertId)?.fold?.now?.version.version === version))

const act = (instance: StartedAlert, alertId: string, body: object, headers: Readonly<Record<string, string>> = {}) =>
  call(`${instance.address}/v1/alerts/${alertId}/actions`, { body: { expectedVersion: 1, ...body }, headers })
const get = (instance: StartedAlert, alertId: string): Promise<HttpAnswer> =>
  call(`${instance.address}/v1/alerts/${alertId}`)
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString()

test('acknowledging answers with the alert as it now is, and the other instance soon shows the same', async () => {
  const alertId = await newAlert()
  using feed = readFeed(two.feedUrl)
  await feed.next('snapshot')
  expect(await act(one, alertId, { action: 'acknowledge', note: 'patrol sent' })).toMatchObject({
    status: 200,
    body: {
      state: 'acknowledged',
      acknowledgement: { operator: 'local operator', note: 'patrol sent', version: 1 },
      allowedActions: ['silence', 'note', 'close'],
    },
  })
  const { alert } = await feed.next('alert')
  expect(alert).toEqual((await get(one, alertId)).body)
})

test('of two operators who act at once on two instances one wins, and the other gets 409 with the current alert', async () => {
  for (let conflicts = 0; conflicts < 10; ) {
    const alertId = await newAlert()
    const answers = await Promise.all([
      act(one, alertId, { action: 'acknowledge' }),
      act(two, alertId, { action: 'close', reason: 'resolved' }),
    ])
    await waitFor(async () => JSON.stringify(await get(one, alertId)) === JSON.stringify(await get(two, alertId)))
    const lost = answers.find(({ status }) => status === 409)
    if (lost === undefined) {
      // The second instance had read the acknowledgement before it was asked to close: not at once, so both took effect.
      expect(answers.map(({ status }) => status)).toEqual([200, 200])
      expect((await get(two, alertId)).body).toMatchObject({ state: 'closed' })
      continue
    }
    conflicts += 1
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(['overtaken', 'not-allowed']).toContain(lost.body.code)
    expect(lost.body.alert).toMatchObject({ alertId, state: expect.not.stringContaining('unacknowledged') })
  }
})

test('concurrent notes of two operators are both kept', async () => {
  const alertId = await newAlert()
  const answers = await Promise.all([
    act(one, alertId, { action: 'note', note: 'from one' }),
    act(two, alertId, { action: 'note', note: 'from two' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([200, 200])
  const notes = await waitFor(async () => {
    const { body } = await get(one, alertId)
    return (body.notes as { text: string }[]).length === 2 && (body.notes as { text: string }[])
  })
  expect(notes.map(({ text }) => text).sort()).toEqual(['from one', 'from two'])
})

test('an action on a version that is no longer the newest gets 409 with the current alert', async () => {
  const alertId = await newAlert()
  await writer.alerts(anAlert({ alertId, version: 2 }))
  await known(alertId, 2)
  expect(await act(one, alertId, { action: 'acknowledge' })).toMatchObject({
    status: 409,
    body: { code: 'moved-on', alert: { version: 2 } },
  })
})

test('the same Idempotency-Key acts once, whichever instance is asked, concurrently too', async () => {
  const alertId = await newAlert()
  const headers = { 'Idempotency-Key': 'action-1' }
  const note = { action: 'note', note: 'once' }
  const answers = await Promise.all([one, two, one, two].map((instance) => act(instance, alertId, note, headers)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  expect((await act(two, alertId, note, headers)).body.notes).toHaveLength(1)
  expect(await act(one, alertId, { action: 'close', reason: 'resolved' }, headers)).toMatchObject({
    status: 422,
    body: { code: 'id-reused' },
  })
})

test('a repeat still succeeds after the alert has moved on', async () => {
  const alertId = await newAlert()
  const headers = { 'Idempotency-Key': 'action-2' }
  expect((await act(one, alertId, { action: 'acknowledge' }, headers)).status).toBe(200)
  await writer.alerts(anAlert({ alertId, version: 2 }))
  await known(alertId, 2)
  expect(await act(two, alertId, { action: 'acknowledge' }, headers)).toMatchObject({
    status: 200,
    body: { version: 2, state: 'acknowledged' },
  })
})

test.each<[string, (craft: AlertCraft) => AlertCraft[]]>([
  ['a joining craft', (craft) => [craft, { ...craft, craftId: 'mmsi:512000999' }]],
  ['more people on its craft', (craft) => [{ ...craft, unauthorised: { min: 60, likely: 60, max: 60 } }]],
])('a closed alert is reopened by %s', async (_what, change) => {
  const alertId = await newAlert()
  const closing = { action: 'close', reason: 'handed-over', handedTo: 'Police' }
  expect((await act(one, alertId, closing)).body).toMatchObject({
    state: 'closed',
    listed: false,
    closed: { reason: 'handed-over', handedTo: 'Police' },
  })
  await writer.alerts(anAlert({ alertId, version: 2, craft: anAlert().craft.flatMap(change) }))
  await known(alertId, 2)
  expect((await get(two, alertId)).body).toMatchObject({ state: 'unacknowledged', closed: null, listed: true })
})

test('a cancelled alert that nobody acknowledged stays listed until someone does', async () => {
  const alertId = await newAlert()
  await writer.alerts(anAlert({ alertId, version: 2, status: 'cancelled', reason: 'recount' }))
  await known(alertId, 2)
  expect((await get(one, alertId)).body).toMatchObject({ status: 'cancelled', listed: true })
  expect((await act(one, alertId, { action: 'acknowledge', expectedVersion: 2 })).body).toMatchObject({ listed: false })
})

describe('an invalid request is refused by field, and nothing is written', () => {
  test.each<[string, unknown, number, string]>([
    ['no JSON', '{"action":', 400, 'JSON'],
    ['an unknown action', { action: 'shout' }, 400, 'action'],
    ['no version', { action: 'acknowledge', expectedVersion: undefined }, 400, 'expectedVersion'],
    ['a silence without an end', { action: 'silence' }, 400, 'until'],
    ['a silence for ever', { action: 'silence', until: '2999-01-01T00:00:00.000Z' }, 400, 'until'],
    [
      'a silence that is over',
      { action: 'silence', until: '2020-01-01T00:00:00.000Z' },
      400,
      'until 2020-01-01T00:00:00.000Z: must be after now',
    ],
    ['an end that is no time', { action: 'silence', until: 'soon' }, 400, 'until'],
    ['an end where none belongs', { action: 'close', until: inMinutes(5) }, 400, 'until'],
    ['a note without text', { action: 'note', note: '  ' }, 400, 'note'],
    ['a mistyped field', { action: 'close', noet: 'x' }, 400, 'noet'],
    ['escalate, which is not an operator’s', { action: 'escalate' }, 400, 'action'],
    ['reopening what is open', { action: 'reopen' }, 409, 'not possible now; allowedActions'],
    ['unsilencing what is not silent', { action: 'unsilence' }, 409, 'not possible now; allowedActions'],
    ['closing without a reason', { action: 'close' }, 422, 'reason: is missing'],
    ['a tick of what is not on the list', { action: 'tick', item: 'fire' }, 422, 'it has rescue, police'],
  ])('%s', async (_what, body, status, said) => {
    const alertId = await newAlert()
    const before = one.store.position.actions
    const url = `${one.address}/v1/alerts/${alertId}/actions`
    const full = typeof body === 'string' ? body : { expectedVersion: 1, ...(body as object) }
    const answer = await call(url, { body: full })
    expect(answer.status).toBe(status)
    expect(answer.body.message).toContain(said)
    expect(one.store.position.actions).toBe(before)
  })

  test('a missing alert gets 404, another content type 415, a body of 100 kB 413', async () => {
    const alertId = await newAlert()
    expect((await act(one, 'nowhere', { action: 'close' })).status).toBe(404)
    const url = `${one.address}/v1/alerts/${alertId}/actions`
    expect((await call(url, { body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(415)
    expect((await act(one, alertId, { action: 'note', note: 'x'.repeat(100_000) })).status).toBe(413)
  })
})

test('a silence shows its end while it lasts', async () => {
  const alertId = await newAlert()
  const until = inMinutes(10)
  expect((await act(one, alertId, { action: 'silence', until })).body).toMatchObject({ silencedUntil: until })
  const shortly = new Date(Date.now() + 5_000).toISOString()
  expect((await act(one, alertId, { action: 'silence', until: shortly })).body).toMatchObject({
    silencedUntil: shortly,
  })
  await waitFor(async () => (await get(one, alertId)).body.silencedUntil === null)
})

test('an unacknowledged warning escalates by the log’s time, once, the same on both instances', async () => {
  const alertId = await newAlert()
  // Before anybody escalates: once it is an alarm, it is in the snapshot.
  using feed = readFeed(one.feedUrl, { filter: { severities: ['alarm'] } })
  await feed.next('snapshot')
  await using third = await startAlert({ ...env, ESCALATE_AFTER_SECONDS: '1' })
  await using fourth = await startAlert({ ...env, ESCALATE_AFTER_SECONDS: '1' })
  const escalated = async (instance: StartedAlert) => (await get(instance, alertId)).body.escalatedAt ?? undefined
  const at = await waitFor(() => escalated(one))
  for (const instance of [two, third, fourth]) expect(await waitFor(() => escalated(instance))).toBe(at)
  await waitFor(() => feed.of('alert').some(({ alert }) => alert.alertId === alertId))
  expect((await call(`${two.address}/v1/alerts?severity=alarm&limit=1000`)).body.alerts).toContainEqual(
    expect.objectContaining({ alertId, severity: 'warning' }),
  )
})

describe('the watch', () => {
  const takeOver = (instance: StartedAlert, follows: unknown, headers: Readonly<Record<string, string>> = {}) =>
    call(`${instance.address}/v1/watch`, { body: { follows, note: 'Quiet so far.' }, headers })
  const watches = async (instance: StartedAlert) =>
    (await call(`${instance.address}/v1/watch`)).body as unknown as Watches

  test('is taken over once, whichever instance is asked, with what was open; the next one says who had it', async () => {
    const alertId = await newAlert()
    using feed = readFeed(two.feedUrl)
    const { watchRevision: before = 0 } = await feed.next('heartbeat')
    const { current } = await watches(one)
    const follows = current?.watchId ?? null
    const [first, second] = await Promise.all([takeOver(one, follows), takeOver(two, follows)])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const lost = first.status === 409 ? first : second
    expect(lost.body).toMatchObject({
      code: 'overtaken',
      message: expect.stringMatching(/already taken over by local operator at \d\d:\d\d UTC; nothing was changed/),
      current: { operator: 'local operator', note: 'Quiet so far.' },
    })
    const said = await waitFor(() => feed.of('heartbeat').find(({ watchRevision = 0 }) => watchRevision > before))
    // As many records as were written, on whichever instance.
    expect(said.watchRevision).toBeGreaterThan(before)
    const taken = (await watches(one)).current
    if (taken === null) throw new Error('nobody has the watch')
    expect(taken.alertIds).toContain(alertId)
    const key = { 'Idempotency-Key': `watch-${made}` }
    const next = await Promise.all([one, two, one].map((instance) => takeOver(instance, taken.watchId, key)))
    expect(next.map(({ status }) => status)).toEqual([200, 200, 200])
    await waitFor(async () => JSON.stringify(await watches(one)) === JSON.stringify(await watches(two)))
    expect(await watches(two)).toMatchObject({ current: { watchId: key['Idempotency-Key'] }, former: [taken] })
  })

  test('a request that names no watch, or another field, is refused by field', async () => {
    expect(await call(`${one.address}/v1/watch`, { body: {} })).toMatchObject({ status: 400 })
    expect((await call(`${one.address}/v1/watch`, { body: { follows: null, who: 'me' } })).body.message).toContain(
      'who',
    )
  })
})
