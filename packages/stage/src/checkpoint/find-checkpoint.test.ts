import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findCheckpoint } from './find-checkpoint.ts'

const FIXTURES = new URL('../../../../tests/fixtures/checkpoints/', import.meta.url)

test('what format 1 has written is read for ever', () => {
  const written = JSON.parse(readFileSync(new URL('state-checkpoint-format-1.json', FIXTURES), 'utf8')) as Readonly<
    Record<string, string>
  >
  const records = Object.entries(written).map(([key, text], offset) => {
    const value = Buffer.from(text, key.endsWith('manifest') ? 'utf8' : 'base64')
    return [key, { offset, timestampMs: 7, value }] as const
  })
  expect(findCheckpoint(new Map(records))).toEqual({
    slot: 'a',
    nextOffset: 42,
    outputs: ['6f1d'],
    writtenAtMs: 7,
    entries: new Map([
      ['stage', '{"engineFormat":1}'],
      ['real/mmsi:512000123', 'naïve "text"\n'],
      ['meta', '{}'],
    ]),
  })
})
