import { expect, test } from 'vitest'
import { boundedJson } from './bounded-json.ts'

type Message = { readonly text: string }

const bounded = (message: Message, bytesMax: number) => {
  const tooLarge: (number | null)[] = []
  const json = boundedJson(message, {
    bytesMax,
    summarise: () => ({ text: '' }),
    onTooLarge: (bytes) => {
      tooLarge.push(bytes)
    },
  })
  return { json, tooLarge }
}

test.each([
  ['of as many bytes as it may have', { text: 'xx' }, 13, '{"text":"xx"}', []],
  ['of one byte more', { text: 'xxx' }, 13, '{"text":""}', [14]],
  ['of one byte more, though not of one character more', { text: 'é鯨' }, 15, '{"text":""}', [16]],
  ['far below', { text: 'x' }, 1_000, '{"text":"x"}', []],
])('a message %s', (_name, message, bytesMax, json, tooLarge) => {
  expect(bounded(message, bytesMax)).toEqual({ json, tooLarge })
})

test('a message longer than a text can be is written as its summary', () => {
  const endless = {
    get text(): string {
      throw new RangeError('Invalid string length')
    },
  }
  expect(bounded(endless, 1_000)).toEqual({ json: '{"text":""}', tooLarge: [null] })
})

test('a message that fails in another way is not hidden', () => {
  const broken = {
    get text(): string {
      throw new TypeError('broken')
    },
  }
  expect(() => bounded(broken, 1_000)).toThrow('broken')
})
