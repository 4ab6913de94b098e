import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hiddenFault } from './escape-hidden.ts'
import { escapeHiddenJson } from './escape-hidden-json.ts'

const textsIn = (value: unknown): readonly string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

test('of any JSON, every text can be seen, and nothing but texts changes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, name) => {
      const json = JSON.stringify({ value, name })
      const shown = JSON.parse(escapeHiddenJson(json))
      expect(textsIn(shown).filter((text) => hiddenFault(text) !== null)).toEqual([])
      const isVisible = textsIn(JSON.parse(json)).every((text) => hiddenFault(text) === null)
      if (isVisible) expect(escapeHiddenJson(json)).toBe(json)
    }),
  )
})

test('characters that JSON itself escapes are found, and what hides nothing is the same bytes', () => {
  expect(escapeHiddenJson(String.raw`{"name":"a\u001b[31mb"}`)).toBe(String.raw`{"name":"a\\u001B[31mb"}`)
  const same = String.raw`{ "name": "Tāmaki \"é\" \u00e9", "count": 1.0 }`
  expect(escapeHiddenJson(same)).toBe(same)
  expect(escapeHiddenJson('\u202e no JSON')).toBe('\u202e no JSON')
})
