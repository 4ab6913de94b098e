import type { ActionRecord, HistoryEntry } from '@landfall/contracts'
import { anAlert } from '@landfall/testkit'
import { expect, test } from 'vitest'
import { alertDetails } from '../../packages/cli/src/watch/alert-details.ts'
import { writeCap } from '../../services/alert/src/documents/write-cap.ts'
import { appendAction, appendVersion, createAlertFold } from '../../services/alert/src/domain/create-alert-fold.ts'
import { actionInHistory, versionInHistory } from '../../services/alert/src/log/history-places.ts'
import { parseActionRecord, parseVersionRecord } from '../../services/alert/src/log/parse-version-record.ts'
import { writeView } from '../../services/alert/src/write-view.ts'

// Text that was accepted before it would have been refused, in each place of the log, on each way out. The ways in refuse it:
// packages/contracts/src/wire/escape-hidden.test.ts, packages/access/src/create-access.test.ts.

const AT_MS = Date.parse('2026-11-23T10:00:00Z')
const HOSTILE = {
  'a colour': ['a\u001b[31mb', 'a\\u001B[31mb'],
  'a bidi override': ['a\u202eb', 'a\\u202Eb'],
  'a tag': ['a\u{e0041}b', 'a\\uDB40\\uDC41b'],
  'a lone surrogate': ['a\ud800b', 'a\\uD800b'],
  'a zero-width space': ['a\u200bb', 'a\\u200Bb'],
} as const

const record = (value: object) => ({
  value: Buffer.from(JSON.stringify(value)),
  offset: 0,
  timestampMs: AT_MS,
  partition: 0,
  key: null,
  headers: {},
})
const action = (given: Partial<ActionRecord>): ActionRecord => ({
  type: 'action',
  actionId: 'x',
  alertId: anAlert().alertId,
  action: 'note',
  expectedVersion: 1,
  operator: 'anna',
  note: 'seen',
  until: null,
  turn: 0,
  escalateAfterMs: null,
  ...given,
})

/** An alert and an action from the log, as each way out gives them. */
const waysOut = (alert: object, given: Partial<ActionRecord>) => {
  const version = parseVersionRecord(record(alert))
  const taken = parseActionRecord(record(action(given)))
  if (!version.ok || !taken.ok) throw new Error('cannot be read')
  const hasVersion = (): boolean => true
  const first = appendVersion(createAlertFold(version.value.alertId), version.value, hasVersion)
  const fold = first && appendAction(first, taken.value, hasVersion)
  if (fold == null || fold.now === null) throw new Error('nothing')
  const view = JSON.parse(writeView(fold.now, 'operator', AT_MS).toString())
  const entries: readonly HistoryEntry[] = [
    versionInHistory(null, version.value),
    actionInHistory(taken.value, fold.decided, 'operator'),
  ]
  return {
    'REST and feed': JSON.stringify(view),
    history: JSON.stringify(entries),
    CAP: writeCap({ version: version.value, earlier: [], sender: 's', senderName: 'S', areaName: 'NZ' }) ?? '',
    'the terminal': alertDetails(view, (_format, text) => text).join('\n'),
  }
}

const [craft] = anAlert().craft
const PLACES: Readonly<Record<string, (text: string) => Parameters<typeof waysOut>>> = {
  'the name of a craft': (name) => [anAlert({ craft: [{ ...craft, name } as never] }), {}],
  'the source of a report': (sourceId) => {
    const aboardReport = { ...craft?.aboardReport, sourceId }
    return [anAlert({ craft: [{ ...craft, aboardReport } as never] }), {}]
  },
  'a reason': (reason) => [anAlert({ status: 'cancelled', reason }), {}],
  'a note': (note) => [anAlert(), { note }],
  'an operator': (operator) => [anAlert(), { operator }],
}

test.each(
  Object.entries(HOSTILE).flatMap(([what, [text, shown]]) =>
    Object.entries(PLACES).map(([where, place]) => [what, where, text, shown, place] as const),
  ),
)('%s in %s is shown as what it is, on every way out', (_what, where, text, shown, place) => {
  const out = waysOut(...place(text))
  for (const [way, given] of Object.entries(out)) {
    expect([way, given.includes(text) || given.includes(JSON.stringify(text).slice(1, -1))]).toEqual([way, false])
  }
  // What the way shows at all it shows escaped; JSON doubles the backslash.
  const escaped = [shown, JSON.stringify(shown).slice(1, -1)]
  const showing = Object.entries(out).filter(([, given]) => escaped.some((each) => given.includes(each)))
  expect([where, showing.length]).toEqual([where, expect.any(Number)])
  expect(showing.map(([way]) => way)).toContain(
    where === 'a note' || where === 'an operator' ? 'the terminal' : 'REST and feed',
  )
})

test('a note keeps its lines, and none of them can pass for a line of ours', () => {
  const note = `seen\n  ${new Date(AT_MS).toISOString()} ben: false alarm`
  const out = waysOut(anAlert(), { note })
  expect(JSON.parse(out['REST and feed']).notes).toMatchObject([{ text: note }])
  const lines = out['the terminal'].split('\n')
  expect(lines.filter((line) => line.includes('false alarm'))).toEqual([expect.stringMatching(/^ {6}\| /)])
})
