import { cutSentences } from '../sentence/cut-sentences.ts'
import { NMEA_LINE_CHARACTERS_MAX } from '../sentence/parse-nmea-line.ts'

const LINE_END = /\r\n|\n|\r/

/**
 * Splits the bytes of one feed into lines (LF, CR LF or CR), across chunks, and lines into sentences. Buffers at most NMEA_LINE_CHARACTERS_MAX + 1
 * characters: of a longer line that much is passed on, which the reader refuses as too long, and the rest is skipped.
 */
export const createNmeaLineSplitter = () => {
  let rest = ''
  let skipping = false

  const push = (chunk: Uint8Array): readonly string[] => {
    const text = rest + Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString('latin1')
    const lines = text.split(LINE_END).flatMap(cutSentences)
    rest = lines.pop() ?? ''
    // The rest of a line that was already passed on as too long.
    if (skipping && lines.length > 0) {
      lines.shift()
      skipping = false
    }
    if (skipping) rest = ''
    else if (rest.length > NMEA_LINE_CHARACTERS_MAX) {
      lines.push(rest.slice(0, NMEA_LINE_CHARACTERS_MAX + 1))
      rest = ''
      skipping = true
    }
    return lines
  }

  /** The last line, if the feed ended without a line end. */
  const end = (): readonly string[] => {
    const last = skipping || rest === '' ? [] : [rest]
    rest = ''
    skipping = false
    return last
  }

  return { push, end }
}
