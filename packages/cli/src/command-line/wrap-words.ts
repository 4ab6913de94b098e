/**
 * The lines that a text takes at a width in columns, broken between words; further lines begin with `indent`. A word that is longer than
 * that, as an id, has a line to itself and is not broken, so that it can be copied.
 */
export const wrapWords = (text: string, width: number, indent = ''): readonly string[] =>
  text.split(' ').reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1)
    if (last === undefined) return [word]
    const isFull = last.trim() !== '' && last.length + 1 + word.length > width
    return isFull ? [...lines, `${indent}${word}`] : [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
