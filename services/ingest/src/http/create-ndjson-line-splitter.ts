import { isUtf8 } from 'node:buffer'
import type { Incoming } from '../domain/incoming.ts'

export type NdjsonLine = {
  /** 1-based, as an editor counts. */
  readonly number: number
  readonly text: string
  readonly fault: 'not-utf8' | 'too-long' | null
  /** No line feed follows it: it may be half a line. */
  readonly isUnended: boolean
}

const LINE_FEED = 10
const PIECES_MAX = 32

/**
 * Splits bytes into lines, the same ones however the chunks are cut; blank lines are counted and left out. Holds at most one
 * line of `lineBytesMax`: of a longer one it returns the beginning, as `too-long`, and skips the rest.
 */
export const createNdjsonLineSplitter = (lineBytesMax: number) => {
  let pieces: Buffer[] = []
  let bytes = 0
  let number = 0
  let isSkipping = false

  const takeKept = (last: Buffer): Buffer => {
    const whole = pieces.length === 0 ? last : Buffer.concat([...pieces, last])
    pieces = []
    bytes = 0
    return whole
  }
  const toLine = (text: string, fault: NdjsonLine['fault'], isUnended = false): readonly NdjsonLine[] => {
    number += 1
    const bare = number === 1 && text.startsWith('\ufeff') ? text.slice(1) : text
    return isBlank(bare) ? [] : [{ number, text: bare, fault, isUnended }]
  }
  const readLines = (block: Buffer): readonly NdjsonLine[] => {
    if (!isUtf8(block)) return splitBytes(block).flatMap((line) => toLine(line.toString(), faultOf(line, lineBytesMax)))
    const texts = block.toString().split('\n')
    return texts.flatMap((text) => toLine(text, isLonger(text, lineBytesMax) ? 'too-long' : null))
  }
  const keep = (rest: Buffer): readonly NdjsonLine[] => {
    if (rest.length === 0) return []
    pieces.push(rest)
    bytes += rest.length
    if (pieces.length > PIECES_MAX) pieces = [Buffer.concat(pieces)] // Byte-sized buffers would cost more than their bytes.
    if (bytes <= lineBytesMax) return []
    isSkipping = true
    return toLine(takeKept(Buffer.alloc(0)).toString(), 'too-long')
  }

  return {
    push: (chunk: Buffer): readonly NdjsonLine[] => {
      let fresh = chunk
      if (isSkipping) {
        const end = chunk.indexOf(LINE_FEED)
        if (end === -1) return []
        isSkipping = false
        fresh = chunk.subarray(end + 1)
      }
      const end = fresh.lastIndexOf(LINE_FEED)
      if (end === -1) return keep(fresh)
      return [...readLines(takeKept(fresh.subarray(0, end))), ...keep(fresh.subarray(end + 1))]
    },
    /** The last line, if no line feed ended it. */
    end: (): readonly NdjsonLine[] => {
      const rest = takeKept(Buffer.alloc(0))
      return rest.length === 0 ? [] : toLine(rest.toString(), faultOf(rest, lineBytesMax), true)
    },
  }
}

/** A record of a body, with its line number if the body has lines. */
export type ReceivedRecord = Incoming & { readonly line?: number }

/** Parses one line of NDJSON. A line that cannot be read becomes a record too, to be refused alone. */
export const parseNdjsonLine = (line: NdjsonLine, lineBytesMax: number): ReceivedRecord => {
  const { number, text, fault } = line
  if (fault !== null) return { kind: 'unreadable', text, line: number, ...describeFault(line, fault, lineBytesMax) }
  try {
    return { kind: 'value', value: JSON.parse(text), text, line: number }
  } catch (error) {
    const half = line.isUnended ? ' (the body ends within this line)' : ''
    const reason = `line ${number} is not JSON: ${(error as SyntaxError).message}${half}`
    return { kind: 'unreadable', text, line: number, code: 'not-json', reason }
  }
}

const describeFault = ({ number, text }: NdjsonLine, fault: 'not-utf8' | 'too-long', lineBytesMax: number) => {
  switch (fault) {
    case 'too-long':
      return {
        code: fault,
        reason: `line ${number} is longer than a record may be, ${lineBytesMax} bytes; send one record a line; it begins with ${text.slice(0, 60)}`,
      }
    case 'not-utf8':
      return {
        code: fault,
        reason: `line ${number} has bytes that are not UTF-8; send UTF-8; it begins with ${text.slice(0, 60)}`,
      }
    default:
      return fault satisfies never
  }
}

const splitBytes = (block: Buffer): readonly Buffer[] => {
  const lines: Buffer[] = []
  let from = 0
  for (let end = block.indexOf(LINE_FEED); end !== -1; end = block.indexOf(LINE_FEED, from)) {
    lines.push(block.subarray(from, end))
    from = end + 1
  }
  lines.push(block.subarray(from))
  return lines
}

const faultOf = (line: Buffer, bytesMax: number): NdjsonLine['fault'] => {
  if (line.length > bytesMax) return 'too-long'
  return isUtf8(line) ? null : 'not-utf8'
}

/** Counts bytes only where there could be too many: a UTF-16 unit is at most three. */
const isLonger = (text: string, bytesMax: number): boolean =>
  text.length * 3 > bytesMax && Buffer.byteLength(text) > bytesMax

/** White space of JSON only. */
const isBlank = (text: string): boolean => text.length === 0 || (text.charCodeAt(0) <= 0x20 && /^[\t\r ]*$/.test(text))
