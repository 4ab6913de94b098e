import { ActionRequest, type ChecklistSpec, NOTES_PER_ALERT_MAX } from '@landfall/contracts'
import { beforeEach, expect, test } from 'vitest'
import type { AlertEntry } from '../domain/alert-entry.ts'
import { type AlertStore, applyAction, applyVersion, createAlertStore } from '../domain/create-alert-store.ts'
import { createLogWaiters } from '../log/create-log-waiters.ts'
import { aVersion } from '../testing/a-version.ts'
import { createActOnAlert } from './create-act-on-alert.ts'
import type { AppendAction } from './create-append-action.ts'

const NOW_MS = 5_000
const checklists: readonly ChecklistSpec[] = [
  {
    kind: 'mass-arrival',
    cause: 'Boats have come.',
    consequence: 'People are in danger.',
    respondWithinMinutes: 10,
    items: [
      { item: 'rescue', text: 'Alert rescue co-ordination' },
      { item: 'police', text: 'Inform the police' },
    ],
  },
]
let store: AlertStore
let waiters: ReturnType<typeof createLogWaiters>
beforeEach(() => {
  store = createAlertStore()
  waiters = createLogWaiters()
  applyVersion(store, aVersion())
})

/** A log that reads each record back asynchronously. */
const append: AppendAction = async ({ type: _type, until: _until, ...record }) => {
  queueMicrotask(() => {
    applyAction(store, { ...record, untilMs: null, offset: store.position.actions, timeMs: NOW_MS })
    waiters.moved()
  })
  return 'durable'
}
const act = (operator: string, given: object, tokenId?: string) => {
  const records = { nowOf: async ({ fold }: AlertEntry) => fold?.now ?? null }
  const ask = createActOnAlert({
    store,
    records,
    clock: () => NOW_MS,
    newId: () => 'new',
    append,
    until: waiters.until,
    checklists,
  })
  return ask(
    { operator, ...(tokenId !== undefined && { tokenId }) },
    'nz-1',
    ActionRequest.parse({ expectedVersion: 1, ...given }),
  )
}

test('of two concurrent actions under one key one is done, and the other is refused as id-reused', async () => {
  const acknowledge = act('anna', { action: 'acknowledge', actionId: 'k' })
  const note = act('anna', { action: 'note', note: 'x', actionId: 'k' })
  expect([await acknowledge, await note]).toMatchObject([{ kind: 'done' }, { kind: 'id-reused' }])
})

test('a concurrent repeat under the same key is done once', async () => {
  const twice = [1, 2].map(() => act('anna', { action: 'acknowledge', actionId: 'k' }))
  expect(await Promise.all(twice)).toMatchObject([{ kind: 'done' }, { kind: 'done' }])
  expect(store.counts.actions).toBe(1)
})

test('the same key from another operator is another action', async () => {
  await act('anna', { action: 'note', note: 'x', actionId: 'k' })
  expect(await act('ben', { action: 'note', note: 'y', actionId: 'k' })).toMatchObject({ kind: 'done' })
  expect(store.counts.actions).toBe(2)
})

test('the same key from another token of the same name is another action', async () => {
  await act('anna', { action: 'note', note: 'x', actionId: 'k' }, '0000000001')
  expect(await act('anna', { action: 'note', note: 'y', actionId: 'k' }, '0000000002')).toMatchObject({ kind: 'done' })
  expect(store.window.actions.map(({ tokenId }) => tokenId)).toEqual(['0000000001', '0000000002'])
})

test('an alert that has as many notes as it takes refuses the next one, and nothing is written', async () => {
  for (let at = 0; at < NOTES_PER_ALERT_MAX; at += 1)
    await act('anna', { action: 'note', note: 'x', actionId: `k${at}` })
  expect(await act('ben', { action: 'note', note: 'y' })).toMatchObject({ kind: 'refused', reason: 'not-allowed' })
  expect(store.counts.actions).toBe(NOTES_PER_ALERT_MAX)
  expect(await act('ben', { action: 'acknowledge', note: 'y' })).toMatchObject({ kind: 'done' })
})

test('without tokens the record names none', async () => {
  await act('local operator', { action: 'note', note: 'x', actionId: 'k' })
  expect(Object.keys(store.window.actions[0] ?? {})).not.toContain('tokenId')
})

test('two operators who tick different items at once both succeed, and the later of two on one item does not', async () => {
  const ticks = [act('anna', { action: 'tick', item: 'rescue' }), act('ben', { action: 'tick', item: 'police' })]
  expect(await Promise.all(ticks)).toMatchObject([{ kind: 'done' }, { kind: 'done' }])
  expect(await act('ben', { action: 'tick', item: 'rescue', actionId: 'k2' })).toMatchObject({
    kind: 'refused',
    reason: 'overtaken',
  })
  expect(await act('ben', { action: 'untick', item: 'rescue', actionId: 'k3' })).toMatchObject({
    kind: 'done',
    now: { ticks: [{ item: 'police', operator: 'ben' }] },
  })
})

test('a tick is of no version: one that has come meanwhile does not refuse it', async () => {
  applyVersion(store, aVersion({ version: 2, offset: 1 }))
  expect(await act('anna', { action: 'tick', item: 'rescue' })).toMatchObject({ kind: 'done' })
  expect(await act('anna', { action: 'acknowledge', actionId: 'k2' })).toMatchObject({
    kind: 'refused',
    reason: 'moved-on',
  })
})

test.each<[string, object, string, RegExp]>([
  ['no reason', {}, 'incomplete', /^reason: is missing/],
  ['a duplicate of nothing', { reason: 'duplicate' }, 'incomplete', /^duplicateOf: is missing/],
  ['a duplicate of itself', { reason: 'duplicate', duplicateOf: 'nz-1' }, 'no-such-alert', /is this alert itself/],
  ['a duplicate of what is not there', { reason: 'duplicate', duplicateOf: 'nz-9' }, 'no-such-alert', /"nz-9": is no/],
  ['nobody who goes on', { reason: 'handed-over' }, 'incomplete', /^handedTo: is missing/],
])('closing with %s is refused, and nothing is written', async (_what, given, code, message) => {
  expect(await act('anna', { action: 'close', ...given })).toMatchObject({
    kind: 'lacking',
    code,
    message: expect.stringMatching(message),
  })
  expect(store.counts.actions).toBe(0)
})

test.each([
  ['a real alarm', { severity: 'alarm' as const }, false],
  ['an alarm of an exercise', { severity: 'alarm' as const, exercise: true }, true],
  ['a real warning', {}, true],
])('closing %s without a sentence: done %o', async (_what, given, isDone) => {
  store = createAlertStore()
  applyVersion(store, aVersion(given))
  const answer = await act('anna', { action: 'close', reason: 'resolved' })
  expect(answer).toMatchObject(
    isDone ? { kind: 'done' } : { kind: 'lacking', message: expect.stringMatching(/^note: is missing/) },
  )
  if (!isDone)
    expect(await act('anna', { action: 'close', reason: 'resolved', note: 'All ashore.' })).toMatchObject({
      kind: 'done',
      now: { lifecycle: { attention: { closing: { reason: 'resolved', note: 'All ashore.' } } } },
    })
})

test('an item that is not on the list of the alert is refused with those that are; unticking asks for no list', async () => {
  expect(await act('anna', { action: 'tick', item: 'fire' })).toMatchObject({
    kind: 'lacking',
    code: 'no-such-item',
    message: 'item "fire": is not on the checklist of this alert; it has rescue, police',
  })
  expect(await act('anna', { action: 'untick', item: 'fire' })).toMatchObject({ kind: 'refused', reason: 'overtaken' })
})
