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
  ['a\n\ufeffb\n', ['a', 'b']], // Files put together.
  ['a\rb\rc', ['a', 'b', 'c']],
  ['a\rb\r', ['a', 'b']],
  ['\r\n\r', ['', '']],
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

test.each([
  ['utf16le', Buffer.from('\ufeffWhangārei\r\nb', 'utf16le')],
  ['utf16be', Buffer.from('\ufeffWhangārei\r\nb', 'utf16le').swap16()],
])('%s with its byte order mark is read, however it is cut', async (_, bytes) => {
  for (let cut = 2; cut < bytes.length; cut += 1)
    expect(texts(await read([bytes.subarray(0, cut), bytes.subarray(cut)]))).toEqual(['Whangārei', 'b'])
})

test('a line that is not UTF-8 is read as Windows-1252, and marked; its neighbours are not', async () => {
  const bytes = Buffer.concat([Buffer.from('é\n'), Buffer.from('CAP FRÉHEL\n', 'latin1'), Buffer.from('é')])
  expect((await read([bytes])).map(({ text, isWindows1252 }) => [text, isWindows1252])).toEqual([
    ['é', false],
    ['CAP FRÉHEL', true],
    ['é', false],
  ])
})

test('chunk boundaries do not matter between CR and LF', async () => {
  expect(texts(await read([Buffer.from('a\r'), Buffer.from('\nb\r'), Buffer.from('c')]))).toEqual(['a', 'b', 'c'])
})
