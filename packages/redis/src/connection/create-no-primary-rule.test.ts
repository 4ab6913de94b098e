import { expect, test } from 'vitest'
import { createNoPrimaryRule } from './create-no-primary-rule.ts'

test('what only a primary would do calls for another connection, once a second; nothing else does', () => {
  let nowMs = 0
  const rule = createNoPrimaryRule(() => nowMs)
  const readOnly = new Error("READONLY You can't write against a read only replica.")
  expect(rule(new Error('OOM command not allowed'))).toBe(false)
  expect(rule(readOnly)).toBe(true)
  nowMs = 999
  expect(rule(readOnly)).toBe(false)
  nowMs = 1_000
  expect(rule(new Error('NOREPLICAS Not enough good replicas to write.'))).toBe(true)
})
