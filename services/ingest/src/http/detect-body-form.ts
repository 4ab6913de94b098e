import { isUtf8 } from 'node:buffer'

const LINE_FEED = 10
const OPENING_BRACE = 0x7b
const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const

/**
 * Whether a body with this beginning is NDJSON (its first line is a whole object) or one JSON document; `unknown` while the
 * first line is incomplete.
 */
export const detectBodyForm = (head: Buffer, lineBytesMax: number): 'lines' | 'document' | 'unknown' => {
  const from = firstNonBlank(head)
  if (from === head.length) return 'unknown'
  if (head[from] !== OPENING_BRACE) return 'document'
  const end = head.indexOf(LINE_FEED, from)
  if (end === -1) return head.length - from > lineBytesMax ? 'document' : 'unknown'
  return isWhole(head.subarray(from, end)) ? 'lines' : 'document'
}

const firstNonBlank = (head: Buffer): number => {
  let index = BYTE_ORDER_MARK.every((byte, n) => head[n] === byte) ? BYTE_ORDER_MARK.length : 0
  while (index < head.length && isBlank(head[index])) index += 1
  return index
}

const isBlank = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d

const isWhole = (line: Buffer): boolean => {
  if (!isUtf8(line)) return false
  try {
    JSON.parse(line.toString())
    return true
  } catch {
    return false
  }
}
