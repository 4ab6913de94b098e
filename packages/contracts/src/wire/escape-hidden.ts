/**
 * Characters that do not show as what they are: controls (also of colours), bidi controls, zero-width and other ignorable
 * ones, tags, line and paragraph separators, lone surrogates, noncharacters. Joiners stay where scripts and emoji need
 * them: after a mark (Indic), an Arabic letter, a picture; and the emoji selector after what can be an emoji.
 */
const HIDDEN =
  /[[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{NChar}\p{DI}\uFFF9-\uFFFB]--[\u200C\u200D\uFE0F]]|(?<!\p{Emoji})\uFE0F|(?<![\p{M}\p{sc=Arab}\p{ExtPict}\p{EMod}])[\u200C\u200D]/gv

/** Line ends and tabs are what they seem in a text of several lines. */
const HIDDEN_IN_LINES = new RegExp(`(?![\\n\\t])(?:${HIDDEN.source})`, 'gv')

export type TextForm = 'line' | 'lines'

const patternOf = (form: TextForm): RegExp => (form === 'line' ? HIDDEN : HIDDEN_IN_LINES)

const hex = (code = 0): string => code.toString(16).toUpperCase().padStart(4, '0')
const jsonEscape = (unit: string): string => `\\u${hex(unit.charCodeAt(0))}`

/**
 * Shows each hidden character as what it is, in the form of JSON (`\u202E`), so that JSON stays the same JSON. For text
 * that was accepted before it would have been refused.
 */
export const escapeHidden = (text: string, form: TextForm = 'line'): string =>
  text.replaceAll(patternOf(form), (char) => char.split('').map(jsonEscape).join(''))

/** What is wrong with a text from outside, for its sender; null where all of it can be seen. */
export const hiddenFault = (text: string, form: TextForm = 'line'): string | null => {
  const index = text.search(patternOf(form))
  if (index < 0) return null
  return `must be text that can be seen: U+${hex(text.codePointAt(index))} at character ${index + 1} cannot`
}
