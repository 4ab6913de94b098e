import type { NdjsonLine } from './create-ndjson-line-splitter.ts'
import type { ReceivedRecord } from './received.ts'

/** One line of NDJSON as a record; what cannot be read is a record too, to be refused by itself. */
export const parseNdjsonLine = (line: NdjsonLine): ReceivedRecord => {
  const { number, text, fault } = line
  if (fault !== null) return { kind: 'unreadable', text, line: number, ...describeFault(line, fault) }
  try {
    return { kind: 'value', value: JSON.parse(text), text, line: number }
  } catch (error) {
    const half = line.isUnended ? ' (the body ends within this line)' : ''
    const reason = `line ${number} is not JSON: ${(error as SyntaxError).message}${half}`
    return { kind: 'unreadable', text, line: number, code: 'not-json', reason }
  }
}

const describeFault = ({ number, text }: NdjsonLine, fault: 'not-utf8' | 'too-long') => {
  switch (fault) {
    case 'too-long':
      return {
        code: fault,
        reason: `line ${number} is longer than a record may be; it begins with ${text.slice(0, 60)}`,
      }
    case 'not-utf8':
      return { code: fault, reason: `line ${number} has bytes that are not UTF-8; it begins with ${text.slice(0, 60)}` }
    default:
      return fault satisfies never
  }
}
