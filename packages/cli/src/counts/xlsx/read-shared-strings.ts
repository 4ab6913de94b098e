import type { WorkbookParts } from './open-parts.ts'
import { parseWholePart } from './parse-part.ts'

/** The texts that cells refer to by number, without the phonetic readings beside them. */
export const readSharedStrings = async (parts: WorkbookParts, path: string): Promise<readonly string[]> => {
  const strings: string[] = []
  let text = ''
  let isText = false
  let isPhonetic = false
  await parseWholePart(parts, path, {
    open: (name) => {
      if (name === 'si') text = ''
      else if (name === 'rPh') isPhonetic = true
      else if (name === 't') isText = !isPhonetic
    },
    text: (piece) => {
      if (isText) text += piece
    },
    close: (name) => {
      if (name === 't') isText = false
      else if (name === 'rPh') isPhonetic = false
      else if (name === 'si') strings.push(text)
    },
  })
  return strings
}
