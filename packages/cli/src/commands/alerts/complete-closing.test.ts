import { PassThrough } from 'node:stream'
import type { AlertView } from '@landfall/contracts'
import { anAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import type { Invocation } from '../../command-line/command-definition.ts'
import type { ActionExtra } from './action-command.ts'
import { completeClosing } from './complete-closing.ts'

const at = '2026-11-23T09:00:00.000Z'
const viewOf = (given: Partial<AlertView> = {}): AlertView =>
  ({
    ...anAlert({ severity: 'alarm' }),
    ...{ state: 'unacknowledged', listed: true, raisedAt: at, updatedAt: at, acknowledgement: null, closed: null },
    ...{ silencedUntil: null, escalatedAt: null, notes: [], notesMore: 0, allowedActions: ['close'] },
    ...given,
  }) as AlertView

/** Closes at a terminal where these lines are typed. */
const close = async (lines: readonly string[], alert: AlertView, given: ActionExtra = {}, isTTY = true) => {
  const said: string[] = []
  const stdin = Object.assign(new PassThrough(), { isTTY })
  stdin.end(lines.map((line) => `${line}\n`).join(''))
  const terminal = { say: (line: string) => void said.push(line) }
  const invocation = { terminal, stdin, signal: new AbortController().signal } as unknown as Invocation
  return { extra: await completeClosing(invocation, alert, given), said }
}

test('at a terminal it says which alert it is, and asks until everything is there', async () => {
  const { extra, said } = await close(['because', 'handed-over', '', 'Police', 'All ashore.'], viewOf())
  expect(extra).toEqual({ reason: 'handed-over', handedTo: 'Police', note: 'All ashore.' })
  expect(said[0]).toContain(anAlert().alertId)
  expect(said.slice(1)).toEqual([
    'Why? resolved, false, duplicate, handed-over',
    'Why? resolved, false, duplicate, handed-over',
    'Who goes on with it?',
    'Who goes on with it?',
    'What happened, in a sentence?',
  ])
})

test('what is given is not asked for, and only a real alarm needs a sentence', async () => {
  const given = { reason: 'false' } as const
  expect(await close([], viewOf({ severity: 'warning' }), given)).toEqual({ extra: given, said: [] })
  expect(await close([], viewOf({ exercise: true }), given)).toEqual({ extra: given, said: [] })
  const escalated = viewOf({ severity: 'warning', escalatedAt: at })
  expect((await close(['Nobody there.'], escalated, given)).extra).toEqual({ ...given, note: 'Nobody there.' })
})

test('of what is closed already nothing is asked: the service says who was faster', async () => {
  expect(await close([], viewOf({ state: 'closed' }))).toEqual({ extra: {}, said: [] })
})

test.each<[string, readonly string[], ActionExtra, boolean, string]>([
  [
    'where nobody can be asked',
    [],
    {},
    false,
    '--reason is missing: must be one of resolved, false, duplicate, handed-over',
  ],
  ['where the answers end', ['duplicate'], {}, true, '--duplicate-of is missing'],
  ['without the sentence', [], { reason: 'resolved' }, false, '--note is missing. What happened, in a sentence?'],
])('%s the option is named', async (_what, lines, given, isTTY, message) => {
  await expect(close(lines, viewOf(), given, isTTY)).rejects.toThrow(message)
})
