/**
 * The lines that a text takes at a width in columns, broken between words; further lines begin with `indent`. A word that is longer than
 * that, as an id, has a line to itself and is not broken, so that it can be copied.
 */
export const wrapWords = (text: string, width: number, indent = ''): readonly string[] => {
  const lines: string[] = []
  let line: string | null = null
  for (const word of text.split(' ')) {
    if (line === null) line = word
    else if (line.trim() === '' || line.length + 1 + word.length <= width) line += ` ${word}`
    else {
      lines.push(line)
      line = indent + word
    }
  }
  return line === null ? lines : [...lines, line]
}
