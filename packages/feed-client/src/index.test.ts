import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const IMPORT = /^(import|export) (?!type\b)[^'"]*from '([^']+)'/gm

/** Everything that a page loads with the library: specifiers by file, types aside. */
const loadedWith = (file: URL, seen = new Map<string, readonly string[]>()): ReadonlyMap<string, readonly string[]> => {
  if (seen.has(file.pathname)) return seen
  const specifiers = [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, , specifier = '']) => specifier)
  seen.set(file.pathname, specifiers)
  for (const specifier of specifiers) if (specifier.startsWith('.')) loadedWith(new URL(specifier, file), seen)
  return seen
}

test('the library runs in a browser: it loads its own files and nothing else', () => {
  const loaded = loadedWith(new URL('index.ts', import.meta.url))
  const foreign = [...loaded].flatMap(([file, specifiers]) =>
    specifiers.filter((specifier) => !specifier.startsWith('.')).map((specifier) => `${file}: ${specifier}`),
  )
  expect(foreign).toEqual([])
  expect([...loaded.keys()].filter((file) => !/feed-client\/src\/[^/]+\.ts$/.test(file))).toEqual([])
  expect(loaded.size).toBeGreaterThan(4)
})
