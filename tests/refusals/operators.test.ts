import { type ActionRequest, describeIssue, SubscribeFrame } from '@landfall/contracts'
import { createLogger } from '@landfall/runtime'
import Fastify, { type InjectOptions } from 'fastify'
import { expect, test } from 'vitest'
import { runInProcess } from '../../packages/cli/src/testing/run-in-process.ts'
import { type ActionResult, createActOnAlert } from '../../services/alert/src/actions/create-act-on-alert.ts'
import type { AlertEntry } from '../../services/alert/src/domain/alert-entry.ts'
import { applyVersion, createAlertStore } from '../../services/alert/src/domain/create-alert-store.ts'
import { createLatestPositions } from '../../services/alert/src/domain/create-latest-positions.ts'
import { actionRoute } from '../../services/alert/src/routes/action-route.ts'
import { alertRoutes } from '../../services/alert/src/routes/alert-routes.ts'
import { createReadLimit } from '../../services/alert/src/routes/create-read-limit.ts'
import { errorHandler } from '../../services/alert/src/routes/refuse.ts'
import { aVersion } from '../../services/alert/src/testing/a-version.ts'
import { describeRefusals, refusalRow as row } from './describe-refusals.ts'

// Every refusal that operators and subscribers can meet over REST, the feed and the command line, from the product's own words.

const NOW_MS = Date.parse('2026-11-23T09:30:00Z')
const logger = createLogger({ name: 'test', level: 'silent' })
const met = new Set<string>()

/** The routes of alert over a store with one open alert, nz-1, whose log cannot be written. */
const anAlertApp = async (answered?: ActionResult) => {
  const store = createAlertStore()
  applyVersion(store, aVersion())
  const nowsOf = async (entries: readonly AlertEntry[]) => entries.flatMap(({ fold }) => fold?.now ?? [])
  const records = { nowOf: async ({ fold }: AlertEntry) => fold?.now ?? null, nowsOf } as never
  const clock = (): number => NOW_MS
  const act = createActOnAlert({
    store,
    records,
    clock,
    newId: () => 'new',
    append: async () => 'refused',
    until: async () => false,
    checklists: [],
  })
  const actOnAlert: typeof act = async (...given) => {
    const result = answered ?? (await act(...given))
    met.add(result.kind)
    return result
  }
  const app = Fastify({ bodyLimit: 1_000 })
  app.decorateRequest('principal', null)
  app.removeContentTypeParser('text/plain')
  app.setErrorHandler(errorHandler(logger))
  await app.register(actionRoute({ actOnAlert, clock }))
  const latestPositions = createLatestPositions()
  const areas = { areaIds: ['nz'] }
  await app.register(alertRoutes({ store, records, clock, limitReads: createReadLimit(), areas, latestPositions }))
  return app
}
const answer = (given: InjectOptions, answered?: ActionResult) => async () => {
  await using app = await anAlertApp(answered)
  const { body } = await app.inject(given)
  return (JSON.parse(body) as { readonly message?: string }).message ?? 'not refused'
}
const list = (query: string) => answer({ url: `/v1/alerts?${query}` })
const act = (payload: Partial<ActionRequest> | string, headers = {}, alertId = 'nz-1', answered?: ActionResult) =>
  answer(
    {
      method: 'POST',
      url: `/v1/alerts/${alertId}/actions`,
      headers: { 'content-type': 'application/json', ...headers },
      payload,
    },
    answered,
  )
const acknowledge = { action: 'acknowledge', expectedVersion: 1 } as const

describeRefusals('a list of alerts', [
  row(
    'a status that is not known',
    list('status=Open'),
    'status',
    '"Open"',
    'must be one of open, cancelled, superseded',
  ),
  row(
    'a severity that is not known',
    list('severity=red'),
    'severity',
    '"red"',
    'must be one of alarm, warning, caution',
  ),
  row('an area that nobody watches', list('areaId=au'), 'areaId', '"au"', 'is no area that is watched (nz)'),
  row('neither true nor false', list('exercise=1'), 'exercise', '"1"', 'must be one of true, false'),
  row('a cursor that is none', list('cursor=x'), 'cursor', '"x"', 'must be a nextCursor of an earlier answer'),
  row('too many at once', list('limit=5000'), 'limit', '"5000"', 'must be at most 1000'),
  row('a filter that is not known', list('state=open'), 'state', '"open"', 'is not a field of this query'),
  row('one alert that is not there', answer({ url: '/v1/alerts/nz-9' }), 'alert', '"nz-9"', 'GET /v1/alerts lists'),
])

describeRefusals('an action', [
  row('on an alert that is not there', act(acknowledge, {}, 'nz-9'), 'alert', '"nz-9"', 'GET /v1/alerts lists'),
  row(
    'that is not known',
    act('{"action":"delete","expectedVersion":1}'),
    'action',
    '"delete"',
    'must be one of acknowledge, silence',
  ),
  row('of no version', act('{"action":"close"}'), 'expectedVersion', null, 'is missing, must be a number'),
  row(
    'on a version that is over',
    act({ ...acknowledge, expectedVersion: 7 }),
    'expectedVersion',
    '7',
    'the alert is at version 1; look at it as it is now',
  ),
  row(
    'that the state does not permit',
    act({ ...acknowledge, action: 'reopen' }),
    'action',
    '"reopen"',
    'allowedActions of the alert below lists those that are',
  ),
  row('closing without a reason', act({ ...acknowledge, action: 'close' }), 'reason', null, 'closing needs one of'),
  row(
    'closing as a duplicate of nothing',
    act({ ...acknowledge, action: 'close', reason: 'duplicate' }),
    'duplicateOf',
    null,
    'send the id of the alert that this one repeats',
  ),
  row(
    'closing as a duplicate of what is not there',
    act({ ...acknowledge, action: 'close', reason: 'duplicate', duplicateOf: 'nz-9' }),
    'duplicateOf',
    '"nz-9"',
    'send the id of the alert that this one repeats',
  ),
  row(
    'handing over to nobody',
    act({ ...acknowledge, action: 'close', reason: 'handed-over' }),
    'handedTo',
    null,
    'say who goes on with it',
  ),
  row('a reason that closes nothing', act({ ...acknowledge, reason: 'false' }), 'reason', '"false"', 'goes with close'),
  row('a tick of nothing', act({ ...acknowledge, action: 'tick' }), 'item', null, 'must name an item'),
  row(
    'a tick of what is not on the list',
    act({ ...acknowledge, action: 'tick', item: 'rescue' }),
    'item',
    '"rescue"',
    'is not on the checklist of this alert',
  ),
  row(
    'a tick that is not there',
    act({ ...acknowledge, action: 'untick', item: 'rescue' }),
    'action',
    '"untick"',
    'look at the alert as it is now',
  ),
  row('a note without text', act({ ...acknowledge, action: 'note' }), 'note', null, 'must hold the text of the note'),
  row(
    'a silence without end',
    act({ ...acknowledge, action: 'silence' }),
    'until',
    null,
    'must say when the silence ends',
  ),
  row(
    'a silence that is over',
    act({ ...acknowledge, action: 'silence', until: '2026-11-23T09:00:00.000Z' }),
    'until',
    '2026-11-23T09:00:00.000Z',
    'must be after now (2026-11-23T09:30:00.000Z)',
  ),
  row(
    'a silence that is too long',
    act({ ...acknowledge, action: 'silence', until: '2026-11-25T09:30:00.000Z' }),
    'until',
    '2026-11-25T09:30:00.000Z',
    'must not be later than 2026-11-24T09:30:00.000Z',
  ),
  row(
    'an end that is no silence’s',
    act({ ...acknowledge, until: '2026-11-23T10:00:00.000Z' }),
    'until',
    '"2026-11-23T10:00:00.000Z"',
    'goes with silence only',
  ),
  row(
    'two names for one action',
    act({ ...acknowledge, actionId: 'b' }, { 'idempotency-key': 'a' }),
    'Idempotency-Key "a"',
    'actionId "b"',
    'send one of them',
  ),
  row(
    'a key with a space',
    act(acknowledge, { 'idempotency-key': 'a b' }),
    'Idempotency-Key',
    '"a b"',
    'must be 1 to 128 printable ASCII characters',
  ),
  row(
    'a key that was used',
    act(acknowledge, { 'idempotency-key': 'a' }, 'nz-1', { kind: 'id-reused' }),
    'Idempotency-Key',
    '"a"',
    'choose another',
  ),
  row('while Kafka is away', act(acknowledge), 'Kafka is down', null, 'try again when it is back'),
  row(
    'that was not read back',
    act(acknowledge, {}, 'nz-1', { kind: 'unconfirmed' }),
    'Idempotency-Key',
    null,
    'try again with the same',
  ),
  row('not JSON', act('{"action":'), 'body', null, 'JSON'),
  row(
    'a web form',
    act('action=close', { 'content-type': 'application/x-www-form-urlencoded' }),
    'Content-Type',
    'application/x-www-form-urlencoded',
    'send application/json',
  ),
  row(
    'a body that is too large',
    act(JSON.stringify({ ...acknowledge, note: 'x'.repeat(1_000) })),
    'body',
    '1000',
    'shorten',
  ),
])

test('every way in which an action is refused has a row', () => {
  const kinds: Readonly<Record<ActionResult['kind'], boolean>> = {
    done: false,
    refused: true,
    'no-alert': true,
    lacking: true,
    'id-reused': true,
    'silence-too-long': true,
    'silence-over': true,
    'not-written': true,
    unconfirmed: true,
  }
  expect([...met].toSorted()).toEqual(
    Object.entries(kinds)
      .flatMap(([kind, isRefusal]) => (isRefusal ? [kind] : []))
      .toSorted(),
  )
})

/** As the feed answers a frame: create-feed-hub.ts. */
const frame = (given: unknown) => () => {
  const read = SubscribeFrame.safeParse(given)
  return read.success ? 'not refused' : describeIssue(read.error, given, 'frame').reason
}

describeRefusals('a frame of the feed', [
  row('of another type', frame({ type: 'publish' }), 'type', '"publish"', 'must be'),
  row(
    'with a severity that is not known',
    frame({ type: 'subscribe', filter: { severities: ['red'] } }),
    'filter.severities.0',
    '"red"',
    'must be one of',
  ),
  row(
    'with a field that is not known',
    frame({ type: 'subscribe', filters: {} }),
    'filters',
    '{}',
    'is not a field of this frame',
  ),
])

const landfall =
  (...args: readonly string[]) =>
  async () =>
    (await runInProcess(args)).stderr

describeRefusals('a command', [
  row('that is not known', landfall('simlate'), 'command', "'simlate'", 'Did you mean simulate?'),
  row('with an option that is not known', landfall('watch', '--onec'), 'option', "'--onec'", 'Did you mean --once?'),
  row('without what it needs', landfall('ack'), 'ID', null, 'usage: landfall ack'),
  row(
    'with an address that is none',
    landfall('alerts', '--url', 'alert'),
    '--url',
    'alert',
    'must be an http or https address',
  ),
  row(
    'where nobody answers',
    landfall('alerts', '--url', 'http://127.0.0.1:2'),
    'http://127.0.0.1:2',
    null,
    'npm start starts it; --url names another address',
  ),
  row(
    'a silence with two ends',
    landfall('silence', 'nz-1', '--for', '1m', '--until', '2026-11-23T10:00:00Z'),
    'one end',
    null,
    '--for DURATION or --until TIME',
  ),
  row(
    'a silence for a while',
    landfall('silence', 'nz-1', '--for', 'a while'),
    '--for',
    'a while',
    'must be a duration, as 90s, 30m or 2h',
  ),
  row(
    'a silence until later',
    landfall('silence', 'nz-1', '--until', 'later'),
    '--until',
    'later',
    'must be a time in UTC',
  ),
  row('a note without text', landfall('note', 'nz-1', ' '), 'text of the note', null, 'usage: landfall note ID TEXT'),
  row('a scenario that is not known', landfall('simulate', 'northand'), 'scenario', 'northand', 'northland'),
  row(
    'a version that is no number',
    landfall('ack', 'nz-1', '--version', 'x'),
    '--version',
    'x',
    'must be a whole number',
  ),
])
