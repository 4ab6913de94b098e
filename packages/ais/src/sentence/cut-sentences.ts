// `!` and `$` begin a sentence and `\` a TAG block; NMEA 0183 reserves all three, so none of them is inside a sentence.
const START = /(?:\\[^\\!$]*\\)*[!$][^\s,!$\\*]{4,11},/g

/**
 * The sentences of a line, each with its TAG blocks and with what stands behind its checksum: some senders put several into
 * a datagram, or lose line ends. What stands before the first stays with it.
 */
export const cutSentences = (line: string): readonly string[] => {
  if (isOne(line) || line.startsWith('#')) return [line]
  const starts = [...line.matchAll(START)].map(({ index }) => index).slice(1)
  return [0, ...starts].map((start, index) => line.slice(start, starts[index]))
}

/** The usual case, quick to check: at most one mark that can begin a sentence. */
const isOne = (line: string): boolean => {
  const exclamation = line.indexOf('!')
  const dollar = line.indexOf('$')
  if (exclamation < 0) return dollar < 0 || line.indexOf('$', dollar + 1) < 0
  return dollar < 0 && line.indexOf('!', exclamation + 1) < 0
}

/** Where the first sentence of a line begins, its TAG blocks included; -1 where there is none. */
export const sentenceStart = (line: string): number => line.search(START)
