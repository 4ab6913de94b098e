const encoder = new TextEncoder()

/** Bytes of a text inside a JSON string, its quotes not counted: a control character takes six. */
export const encodedBytesOf = (text: string): number => encoder.encode(JSON.stringify(text)).length - 2

/** The longest beginning, of whole characters, that takes at most `bytesMax` inside a JSON string. */
export const cutEncoded = (text: string, bytesMax: number): string => {
  // A code unit takes at least one byte, so nothing beyond these can be kept.
  const head = text.slice(0, bytesMax)
  let end = 0
  let bytes = 0
  for (const character of head) {
    bytes += encodedCharacterBytes(character)
    if (bytes > bytesMax) break
    end += character.length
  }
  // The slice may have cut a pair in two.
  return isHigh(head.charCodeAt(end - 1)) && isLow(text.charCodeAt(end)) ? head.slice(0, end - 1) : head.slice(0, end)
}

const SHORT_ESCAPES: ReadonlySet<string> = new Set(['"', '\\', '\b', '\f', '\n', '\r', '\t'])

/** As JSON.stringify writes it, in UTF-8. */
const encodedCharacterBytes = (character: string): number => {
  if (SHORT_ESCAPES.has(character)) return 2
  const code = character.codePointAt(0) ?? 0
  if (code < 0x20 || isHigh(code) || isLow(code)) return 6
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}

const isHigh = (code: number): boolean => code >= 0xd800 && code <= 0xdbff
const isLow = (code: number): boolean => code >= 0xdc00 && code <= 0xdfff
