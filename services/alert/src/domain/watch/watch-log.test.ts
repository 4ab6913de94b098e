import { WATCHES_SHOWN_MAX } from '@landfall/contracts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  applyTakeOver,
  createWatchLog,
  currentWatchId,
  outcomeOfTakeOver,
  type TakeOver,
  takeOverKey,
} from './watch-log.ts'

const aTakeOver = (given: Partial<TakeOver> = {}): TakeOver => ({
  watchId: 'w1',
  operator: 'anna',
  tokenId: undefined,
  note: null,
  alertIds: [],
  alertsMore: 0,
  follows: null,
  atMs: 1_000,
  offset: 0,
  ...given,
})
const logOf = (...records: readonly Partial<TakeOver>[]) =>
  records.reduce((log, given, offset) => applyTakeOver(log, aTakeOver({ offset, ...given })), createWatchLog())
const outcomes = (log: ReturnType<typeof logOf>) => log.decided.map(([, outcome]) => outcome)

test('of two who take over the same watch at once the first in the log has it', () => {
  const log = logOf({ watchId: 'a' }, { watchId: 'b', follows: 'a' }, { watchId: 'c', follows: 'a', operator: 'ben' })
  expect(log.taken.map(({ watchId }) => watchId)).toEqual(['b', 'a'])
  expect(outcomes(log)).toEqual(['took', 'took', 'overtaken'])
})

test('a repeat is done once; the same id of another operator or token is another record', () => {
  const log = logOf(
    {},
    {},
    { operator: 'ben', follows: 'w1' },
    { operator: 'ben', tokenId: '0000000001', follows: 'w1' },
  )
  expect(log.taken.map(({ operator, tokenId }) => [operator, tokenId])).toEqual([
    ['ben', '0000000001'],
    ['ben', undefined],
    ['anna', undefined],
  ])
  expect(outcomeOfTakeOver(log, takeOverKey(aTakeOver()))).toBe('took')
})

test('as many former watches as are shown are kept', () => {
  const many = Array.from({ length: 50 }, (_, at) => ({ watchId: `w${at}`, follows: at === 0 ? null : `w${at - 1}` }))
  const log = logOf(...many)
  expect(log.taken).toHaveLength(WATCHES_SHOWN_MAX + 1)
  expect(currentWatchId(log)).toBe('w49')
})

test('records that are in it are skipped, also those whose outcome is no longer held', () => {
  const many = Array.from({ length: 150 }, (_, offset) =>
    aTakeOver({ watchId: `w${offset}`, follows: offset === 0 ? null : `w${offset - 1}`, offset }),
  )
  const log = many.reduce(applyTakeOver, createWatchLog())
  expect(many.reduce(applyTakeOver, log)).toEqual(log)
})

test('law: read from any point on again, as after a checkpoint, the log is the same', () => {
  const some = fc.array(
    fc.record({
      watchId: fc.constantFrom('a', 'b', 'c'),
      operator: fc.constantFrom('anna', 'ben'),
      follows: fc.constantFrom(null, 'a', 'b', 'c'),
    }),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(some, fc.nat(20), (given, from) => {
      const records = given.map((one, offset) => aTakeOver({ ...one, offset }))
      const whole = records.reduce(applyTakeOver, createWatchLog())
      const stored = JSON.parse(JSON.stringify(whole)) as typeof whole
      expect(records.slice(from).reduce(applyTakeOver, stored)).toEqual(stored)
      const half = records.slice(0, from).reduce(applyTakeOver, createWatchLog())
      expect(records.reduce(applyTakeOver, half)).toEqual(whole)
    }),
  )
})
