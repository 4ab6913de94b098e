import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RECORDING_LINE_CHARACTERS_MAX, type RecordingLine, readLines } from './read-lines.ts'

const read = async (chunks: readonly Buffer[]): Promise<readonly RecordingLine[]> => {
  const lines: RecordingLine[] = []
  for await (const some of readLines(chunksOf(chunks))) lines.push(...some)
  return lines
}
async function* chunksOf(chunks: readonly Buffer[]): AsyncGenerator<Buffer> {
  yield* chunks
}
const texts = (lines: readonly RecordingLine[]) => lines.map(({ text }) => text)

test.each<readonly [string, readonly string[]]>([
  ['a\nb\n', ['a', 'b']],
  ['a\r\nb', ['a', 'b']],
  ['a\n\nb\n', ['a', '', 'b']],
  ['\ufeffa\n', ['a']],
  ['', []],
  ['\n', ['']],
])('%j', async (given, expected) => {
  expect(texts(await read([Buffer.from(given)]))).toEqual(expected)
})

test('chunk boundaries do not matter, even inside a multi-byte character', async () => {
  const text = 'Tauranga\nWhangārei\r\n東京\n🚢\nlast'
  const bytes = Buffer.from(text)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length]
      const chunks = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
      expect(texts(await read(chunks))).toEqual(['Tauranga', 'Whangārei', '東京', '🚢', 'last'])
    }),
  )
})

test('a line over the limit is reported once, cut off, and the next ones are whole and numbered right', async () => {
  const long = 'x'.repeat(3 * RECORDING_LINE_CHARACTERS_MAX)
  for (const size of [1_000, RECORDING_LINE_CHARACTERS_MAX, 10 * RECORDING_LINE_CHARACTERS_MAX]) {
    const bytes = Buffer.from(`a\n${long}\nb\nc`)
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    )
    const lines = await read(chunks)
    expect(lines.map(({ number, tooLong, text }) => [number, tooLong, text.length])).toEqual([
      [1, false, 1],
      [2, true, RECORDING_LINE_CHARACTERS_MAX],
      [3, false, 1],
      [4, false, 1],
    ])
  }
})

test('a line over the limit at the very end is reported too', async () => {
  const lines = await read([Buffer.from(`a\n${'x'.repeat(RECORDING_LINE_CHARACTERS_MAX + 1)}`)])
  expect(lines.map(({ tooLong }) => tooLong)).toEqual([false, true])
})
