import { KEPT_WORDS, RETIRED_IDENTIFIERS, RETIRED_WORDS } from './retired-words.ts'
import { codeOf, isCode, type Offence, type SourceFile } from './source-file.ts'

/** The words that were replaced by usual ones stay away. Says where: the line and the word. */
export const checkWords = (file: SourceFile): readonly Offence[] => {
  if (!isCode(file) && !/\.(lua|md)$/.test(file.path)) return []
  const text = KEPT_WORDS.filter(({ path }) => path.test(file.path)).reduce(
    (rest, kept) => rest.replaceAll(kept.text, (found) => found.replaceAll(/[^\n]/g, ' ')),
    file.text,
  )
  const retired = (line: number, word: string, instead: string): Offence => ({
    path: file.path,
    rule: 'retired words',
    what: `line ${line}: ${word} (say: ${instead})`,
  })
  const words = text.split('\n').flatMap((line, index) =>
    wordsOf(line).flatMap((word) => {
      const instead = Object.hasOwn(RETIRED_WORDS, word) ? RETIRED_WORDS[word] : undefined
      return instead === undefined ? [] : [retired(index + 1, word, instead)]
    }),
  )
  if (!isCode(file)) return words
  const names = Object.entries(RETIRED_IDENTIFIERS).flatMap(([name, instead]) =>
    [...codeOf({ ...file, text }).matchAll(new RegExp(`(?<![.\\w$-])${name}(?![\\w$-])`, 'g'))].map(() =>
      retired(0, name, instead),
    ),
  )
  return [...words, ...names]
}

/** `retiredWord` and RETIRED_WORD are two words each. */
const wordsOf = (line: string): readonly string[] =>
  line
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())
