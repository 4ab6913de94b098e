import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const symbols = readFileSync(new URL('./symbols.svg', import.meta.url), 'utf8')
const drawn = [...symbols.matchAll(/id="symbol-([\w-]+)"/g)].map(([, name = '']) => name)

test('every name of an icon is drawn, once', () => {
  const source = readFileSync(new URL('./icon.tsx', import.meta.url), 'utf8')
  const severities = ['alarm', 'warning', 'caution'].flatMap((severity) =>
    ['', '-silenced', '-passed', '-closed'].map((state) => severity + state),
  )
  const named = [...source.matchAll(/^ {2}\| '([\w-]+)'$/gm)].map(([, name = '']) => name)
  expect(drawn.toSorted()).toEqual([...severities, ...named].toSorted())
})

test('symbols have no colour of their own', () => {
  expect(symbols).not.toMatch(/#[0-9a-f]{3}/)
})
