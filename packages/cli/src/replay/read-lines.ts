import { decodeUtf16 } from './decode-utf16.ts'

export type RecordingLine = {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Longer than the limit: `text` is its beginning. */
  readonly tooLong: boolean
  /** Not UTF-8, so it was read as Windows-1252, the usual other one. */
  readonly isWindows1252: boolean
}

export const RECORDING_LINE_CHARACTERS_MAX = 65_536

const LINE_END = /\r\n|\n|\r/
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant.
const NOT_ASCII = /[^\x00-\x7f]/
const UTF8_BYTE_ORDER_MARK = '\u00ef\u00bb\u00bf'

/**
 * The lines of a stream, chunk by chunk. They end with LF, CR LF or CR; byte order marks and a last line without an end are
 * fine. UTF-8, or UTF-16 with a byte order mark; a line that is not UTF-8 is read as Windows-1252. Holds one line at most.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly RecordingLine[]> {
  let rest = ''
  let number = 0
  let skipping = false

  const take = (texts: readonly string[]): readonly RecordingLine[] =>
    texts.flatMap((given) => {
      if (skipping) {
        skipping = false // The rest of a line already reported as too long.
        return []
      }
      number += 1
      return [toLine(number, given)]
    })

  for await (const chunk of decodeUtf16(chunks)) {
    const text = rest + chunk.toString('latin1') // One character a byte: no character is ever cut.
    // A CR at the end may be the first half of a CR LF.
    const endsInCr = text.endsWith('\r')
    const texts = (endsInCr ? text.slice(0, -1) : text).split(LINE_END)
    rest = (texts.pop() ?? '') + (endsInCr ? '\r' : '')
    const lines = take(texts)
    if (rest.length > RECORDING_LINE_CHARACTERS_MAX + 1) {
      const begun = skipping ? [] : take([rest])
      rest = endsInCr ? '\r' : ''
      skipping = true
      yield [...lines, ...begun]
    } else if (lines.length > 0) yield lines
  }
  const last = rest.endsWith('\r') ? rest.slice(0, -1) : rest
  if (rest !== '' && !skipping) yield take([last])
}

const toLine = (number: number, given: string): RecordingLine => {
  const tooLong = given.length > RECORDING_LINE_CHARACTERS_MAX
  const bytes = tooLong ? given.slice(0, RECORDING_LINE_CHARACTERS_MAX) : given
  if (!NOT_ASCII.test(bytes)) return { number, text: bytes, tooLong, isWindows1252: false }
  const marked = bytes.startsWith(UTF8_BYTE_ORDER_MARK) ? bytes.slice(UTF8_BYTE_ORDER_MARK.length) : bytes
  const utf8 = Buffer.from(marked, 'latin1')
  const text = tooLong ? utf8.toString('utf8') : decodeStrictly(utf8) // A line that was cut may end inside a character.
  return text === null
    ? { number, text: WINDOWS_1252.decode(utf8), tooLong, isWindows1252: true }
    : { number, text, tooLong, isWindows1252: false }
}

const UTF8 = new TextDecoder('utf-8', { fatal: true })
const WINDOWS_1252 = new TextDecoder('windows-1252')

const decodeStrictly = (bytes: Buffer): string | null => {
  try {
    return UTF8.decode(bytes)
  } catch {
    return null
  }
}
