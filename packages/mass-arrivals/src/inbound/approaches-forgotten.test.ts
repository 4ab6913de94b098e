import { expect, test } from 'vitest'
import { anApproachOf, aVisit, createInboundBoard } from './testing/create-inbound-board.ts'

test('an old snapshot that comes again does not bring an approach back', () => {
  const board = createInboundBoard()
  board.take('a', { approach: anApproachOf() }, 0)
  board.take('a', {}, 1)
  expect(board.take('a', { approach: anApproachOf() }, 0).versions).toEqual([])
})

test('an approach is forgotten after retention, and its alert stays as it was', () => {
  const board = createInboundBoard()
  board.take('a', { approach: anApproachOf({ at: 2 }) })
  expect(board.take('z', { visits: [aVisit(722, 722, 1)], newest: 722 }).versions).toEqual([])
  expect([...board.stored().keys()]).toContain('craft/nz/real/a')
  expect(board.take('z', { visits: [aVisit(723, 723, 1)], newest: 723 }).versions).toEqual([])
  expect([...board.stored().keys()].filter((key) => key !== 'meta')).toEqual(['craft/nz/real/z'])
})
