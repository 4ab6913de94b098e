import { expect, test } from 'vitest'
import { javaMajor } from './fetch-kafka.ts'

test.each([
  ['openjdk version "17.0.15" 2025-04-15', 17],
  ['java version "1.8.0_392"', 8],
  ['openjdk version "21" 2023-09-19', 21],
  ['Error: could not find libjava.so', null],
])('%s', (text, expected) => expect(javaMajor(text)).toBe(expected))
