export type RecordingLine = {
  /** From 1. */
  readonly number: number
  readonly text: string
  /** Longer than the limit: `text` is its beginning. */
  readonly tooLong: boolean
}

export const RECORDING_LINE_CHARACTERS_MAX = 65_536

/**
 * The lines of a stream, chunk by chunk. They end with LF or CR LF; a byte order mark and a last line without an end
 * are fine. Holds one line at most.
 */
export async function* readLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<readonly RecordingLine[]> {
  const decoder = new TextDecoder() // Drops the byte order mark; bytes that are not UTF-8 become U+FFFD.
  let rest = ''
  let number = 0
  let skipping = false

  const take = (texts: readonly string[]): readonly RecordingLine[] =>
    texts.flatMap((given) => {
      number += 1
      if (skipping) {
        skipping = false // The rest of a line already reported as too long.
        number -= 1
        return []
      }
      const text = given.endsWith('\r') ? given.slice(0, -1) : given
      return [
        {
          number,
          text: text.slice(0, RECORDING_LINE_CHARACTERS_MAX),
          tooLong: text.length > RECORDING_LINE_CHARACTERS_MAX,
        },
      ]
    })

  for await (const chunk of chunks) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = texts.pop() ?? ''
    const lines = take(texts)
    if (rest.length > RECORDING_LINE_CHARACTERS_MAX) {
      const begun = skipping ? [] : take([rest])
      rest = ''
      skipping = true
      yield [...lines, ...begun]
    } else if (lines.length > 0) yield lines
  }
  const last = rest + decoder.decode()
  if (last !== '' && !skipping) yield take([last])
}
