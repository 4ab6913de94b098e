import { expect, test } from 'vitest'
import { keyCommandOf } from './keys.ts'

test.each([
  ['a', false, true, 'acknowledge'],
  ['a', true, true, null],
  ['a', false, false, null],
  ['?', false, false, 'help'],
  ['z', false, true, null],
])('key %s, typing: %s, single keys on: %s, means %s', (key, isTyping, singleKeys, command) => {
  expect(keyCommandOf({ key, ctrlKey: false, metaKey: false, altKey: false }, isTyping, singleKeys)).toBe(command)
})
