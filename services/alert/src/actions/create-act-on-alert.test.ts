import { ActionRequest, NOTES_PER_ALERT_MAX } from '@landfall/contracts'
import { beforeEach, expect, test } from 'vitest'
import type { AlertEntry } from '../domain/alert-entry.ts'
import { type AlertStore, applyAction, applyVersion, createAlertStore } from '../domain/create-alert-store.ts'
import { createLogWaiters } from '../log/create-log-waiters.ts'
import { aVersion } from '../testing/a-version.ts'
import { createActOnAlert } from './create-act-on-alert.ts'
import type { AppendAction } from './create-append-action.ts'

const NOW_MS = 5_000
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
